@NullMarked
package io.taskledger.preflight;

import org.jspecify.annotations.NullMarked;
