/** Clients that are slow, or mean to be. */
@NullMarked
package io.taskledger.connection;

import org.jspecify.annotations.NullMarked;
