/** The contract, over HTTP. */
@NullMarked
package io.taskledger.api;

import org.jspecify.annotations.NullMarked;
