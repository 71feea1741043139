/** The application as a whole. */
@NullMarked
package io.taskledger;

import org.jspecify.annotations.NullMarked;
