/** The tasks as they are now: the projection, its table, what can be asked of it. */
@NullMarked
package io.taskledger.query.tasks;

import org.jspecify.annotations.NullMarked;
