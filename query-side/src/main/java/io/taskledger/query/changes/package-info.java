/** The change feed: what became of a user's tasks since they last asked, in the order in which it was stored; once, or as it happens. */
@NullMarked
package io.taskledger.query.changes;

import org.jspecify.annotations.NullMarked;
