/** Carries out once what a client sends again under the same key, and answers the same. */
@NullMarked
package io.taskledger.command.idempotency;

import org.jspecify.annotations.NullMarked;
