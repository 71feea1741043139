/** Which PostgreSQL: the one named by the environment, or one of our own. */
@NullMarked
package io.taskledger.database;

import org.jspecify.annotations.NullMarked;
