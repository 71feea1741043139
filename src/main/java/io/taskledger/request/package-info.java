/** What every request has before anyone looks at what it says: an id, and a body of bounded size. */
@NullMarked
package io.taskledger.request;

import org.jspecify.annotations.NullMarked;
