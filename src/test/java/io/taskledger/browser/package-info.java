/** What browsers are told beside the answer. */
@NullMarked
package io.taskledger.browser;

import org.jspecify.annotations.NullMarked;
