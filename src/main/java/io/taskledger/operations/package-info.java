/** What an operator sees. */
@NullMarked
package io.taskledger.operations;

import org.jspecify.annotations.NullMarked;
