/** Whose tokens are good. */
@NullMarked
package io.taskledger.identity;

import org.jspecify.annotations.NullMarked;
