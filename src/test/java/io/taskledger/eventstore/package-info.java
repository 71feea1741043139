/** The event store on a real PostgreSQL. */
@NullMarked
package io.taskledger.eventstore;

import org.jspecify.annotations.NullMarked;
