/** Puts an instance to sleep that nobody needs, and wakes it for the first request that needs PostgreSQL. */
@NullMarked
package io.taskledger.idle;

import org.jspecify.annotations.NullMarked;
