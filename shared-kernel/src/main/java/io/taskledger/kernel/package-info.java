/** What the two sides agree on: the events, the values in them, the answers that both give. It knows neither side. */
@NullMarked
package io.taskledger.kernel;

import org.jspecify.annotations.NullMarked;
