/** How operators are told of refused requests: seldom, and in characters that can't write lines of their own. */
@NullMarked
package io.taskledger.refusal;

import org.jspecify.annotations.NullMarked;
