/** What the tests share: a real PostgreSQL, the application on it, and a client that speaks HTTP to it. */
@NullMarked
package io.taskledger.support;

import org.jspecify.annotations.NullMarked;
