/** The databases that the application finds or makes. */
@NullMarked
package io.taskledger.database;

import org.jspecify.annotations.NullMarked;
