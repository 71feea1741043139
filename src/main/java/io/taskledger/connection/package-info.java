/** How long a connection may take over what it sends, and how many there may be: so that clients that are slow, or many, cost others nothing. */
@NullMarked
package io.taskledger.connection;

import org.jspecify.annotations.NullMarked;
