/** The page at {@code /}: static files, what a browser may make of them, and what they have to know of this instance. */
@NullMarked
package io.taskledger.page;

import org.jspecify.annotations.NullMarked;
