/** An event store for Axon on PostgreSQL. It knows Axon, JDBC and PostgreSQL, and nothing of tasks. */
@NullMarked
package io.taskledger.eventstore;

import org.jspecify.annotations.NullMarked;
