/** Projections: given events, then rows. */
@NullMarked
package io.taskledger.projection;

import org.jspecify.annotations.NullMarked;
