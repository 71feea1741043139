/** How every error looks. */
@NullMarked
package io.taskledger.problem;

import org.jspecify.annotations.NullMarked;
