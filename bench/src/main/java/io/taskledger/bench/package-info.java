/** What the service, its event store and its projections do in a second, and how long it takes, beside a yardstick of the same run. */
@NullMarked
package io.taskledger.bench;

import org.jspecify.annotations.NullMarked;
