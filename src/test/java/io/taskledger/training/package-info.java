/** How a build is prepared for its later starts, by {@code bin/taskledger} as users have it. */
@NullMarked
package io.taskledger.training;

import org.jspecify.annotations.NullMarked;
