/** What browsers are told beside the answer: which pages may read it, what may be made of it, whether to keep it. */
@NullMarked
package io.taskledger.browser;

import org.jspecify.annotations.NullMarked;
