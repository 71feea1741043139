/** Requests by the thousand, made from the OpenAPI document, good and bad ones, and what has to hold of their answers. */
@NullMarked
package io.taskledger.fuzzing;

import org.jspecify.annotations.NullMarked;
