/** Folds all events anew: into a table that then takes the place of the one that queries read, or only to compare it with that. */
@NullMarked
package io.taskledger.query.rebuild;

import org.jspecify.annotations.NullMarked;
