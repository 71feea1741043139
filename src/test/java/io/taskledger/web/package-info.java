/** How answers are written. */
@NullMarked
package io.taskledger.web;

import org.jspecify.annotations.NullMarked;
