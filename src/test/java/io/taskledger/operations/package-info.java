/** What an operator sees and does. */
@NullMarked
package io.taskledger.operations;

import org.jspecify.annotations.NullMarked;
