/** Keys that are old. */
@NullMarked
package io.taskledger.command.idempotency;

import org.jspecify.annotations.NullMarked;
