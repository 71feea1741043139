/** What browsers ask before a page of another origin sends a request (the Fetch standard, section 3.2). */
@NullMarked
package io.taskledger.preflight;

import org.jspecify.annotations.NullMarked;
