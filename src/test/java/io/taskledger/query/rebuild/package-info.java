/** What sees to it that rebuilds are ordered, and carried out. */
@NullMarked
package io.taskledger.query.rebuild;

import org.jspecify.annotations.NullMarked;
