/** The application: wires the command side and the query side to HTTP and to PostgreSQL. */
@NullMarked
package io.taskledger;

import org.jspecify.annotations.NullMarked;
