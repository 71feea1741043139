/** The page's files, as a browser gets them. */
@NullMarked
package io.taskledger.page;

import org.jspecify.annotations.NullMarked;
