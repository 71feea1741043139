/** Makes the JVM's AOT cache of a build, by a service of its own under a load of its own. Nothing of it runs in a service that serves. */
@NullMarked
package io.taskledger.training;

import org.jspecify.annotations.NullMarked;
