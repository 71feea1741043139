/** Commands, as an operator types them. */
@NullMarked
package io.taskledger.commandline;

import org.jspecify.annotations.NullMarked;
