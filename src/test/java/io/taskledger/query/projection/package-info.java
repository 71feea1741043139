/** Projections: given events, then rows. */
@NullMarked
package io.taskledger.query.projection;

import org.jspecify.annotations.NullMarked;
