/** What every projection is surrounded by: its events in order and in batches, its position, the watch over both. */
@NullMarked
package io.taskledger.query.projection;

import org.jspecify.annotations.NullMarked;
