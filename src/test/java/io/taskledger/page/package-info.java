/** The page, as people meet it: in a real browser, by the roles and names that it gives to what it shows; and as it is served. */
@NullMarked
package io.taskledger.page;

import org.jspecify.annotations.NullMarked;
