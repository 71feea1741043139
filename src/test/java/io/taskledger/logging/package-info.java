/** What the log may hold, and what never. */
@NullMarked
package io.taskledger.logging;

import org.jspecify.annotations.NullMarked;
