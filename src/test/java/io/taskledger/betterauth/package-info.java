/** The service together with a real Better Auth. */
@NullMarked
package io.taskledger.betterauth;

import org.jspecify.annotations.NullMarked;
