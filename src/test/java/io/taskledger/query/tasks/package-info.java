/** The tasks as another release folds them. */
@NullMarked
package io.taskledger.query.tasks;

import org.jspecify.annotations.NullMarked;
