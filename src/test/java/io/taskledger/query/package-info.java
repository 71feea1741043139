/** What queries cost. */
@NullMarked
package io.taskledger.query;

import org.jspecify.annotations.NullMarked;
