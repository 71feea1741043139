/** What a client put behind the question mark. */
@NullMarked
package io.taskledger.query.parameters;

import org.jspecify.annotations.NullMarked;
