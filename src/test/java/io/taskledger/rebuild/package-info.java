/** Rebuilds and verifications, as an operator sees them. */
@NullMarked
package io.taskledger.rebuild;

import org.jspecify.annotations.NullMarked;
