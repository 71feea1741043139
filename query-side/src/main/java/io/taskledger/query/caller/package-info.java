/** For whom a query is asked, which PostgreSQL is told, and holds it to. */
@NullMarked
package io.taskledger.query.caller;

import org.jspecify.annotations.NullMarked;
