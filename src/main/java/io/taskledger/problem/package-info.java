/** How every error looks to a client: problem details (RFC 9457), from one place. */
@NullMarked
package io.taskledger.problem;

import org.jspecify.annotations.NullMarked;
