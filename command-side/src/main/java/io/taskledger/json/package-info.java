/** Reads a client's JSON object field by field, so that an answer can name everything that is wrong with it. */
@NullMarked
package io.taskledger.json;

import org.jspecify.annotations.NullMarked;
