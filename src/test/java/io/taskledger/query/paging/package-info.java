/** Where pages end. */
@NullMarked
package io.taskledger.query.paging;

import org.jspecify.annotations.NullMarked;
