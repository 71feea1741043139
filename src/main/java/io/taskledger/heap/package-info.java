/** How much of the machine's memory the heap keeps. */
@NullMarked
package io.taskledger.heap;

import org.jspecify.annotations.NullMarked;
