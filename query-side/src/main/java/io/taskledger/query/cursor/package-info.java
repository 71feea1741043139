/** Where the next page begins, in a form that only we can make. */
@NullMarked
package io.taskledger.query.cursor;

import org.jspecify.annotations.NullMarked;
