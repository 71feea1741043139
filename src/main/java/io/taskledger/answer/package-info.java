/** The memory that answers take, from when they are read until their clients have taken them. */
@NullMarked
package io.taskledger.answer;

import org.jspecify.annotations.NullMarked;
