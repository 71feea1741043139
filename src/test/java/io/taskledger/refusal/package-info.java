@NullMarked
package io.taskledger.refusal;

import org.jspecify.annotations.NullMarked;
