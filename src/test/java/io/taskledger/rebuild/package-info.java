@NullMarked
package io.taskledger.rebuild;

import org.jspecify.annotations.NullMarked;
