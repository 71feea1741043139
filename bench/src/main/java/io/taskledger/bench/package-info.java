/** What the event store does in a second, and how long it takes, each beside a yardstick that is measured in the same run. */
@NullMarked
package io.taskledger.bench;

import org.jspecify.annotations.NullMarked;
