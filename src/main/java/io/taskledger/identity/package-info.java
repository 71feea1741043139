/** Who calls: whose tokens are good, and how the caller reaches both sides. */
@NullMarked
package io.taskledger.identity;

import org.jspecify.annotations.NullMarked;
