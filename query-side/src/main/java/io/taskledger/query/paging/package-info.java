/** Where a page of an answer ends, and what it may take of the memory. */
@NullMarked
package io.taskledger.query.paging;

import org.jspecify.annotations.NullMarked;
