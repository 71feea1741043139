@NullMarked
package io.taskledger.query.tasks;

import org.jspecify.annotations.NullMarked;
