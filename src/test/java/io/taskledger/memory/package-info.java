/** Memory that runs out, or that clients try to use up. */
@NullMarked
package io.taskledger.memory;

import org.jspecify.annotations.NullMarked;
