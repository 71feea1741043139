/** What the event store and the projections do in a second, and how long it takes, beside a yardstick that is measured in the same run. */
@NullMarked
package io.taskledger.bench;

import org.jspecify.annotations.NullMarked;
