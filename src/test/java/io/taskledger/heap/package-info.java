@NullMarked
package io.taskledger.heap;

import org.jspecify.annotations.NullMarked;
