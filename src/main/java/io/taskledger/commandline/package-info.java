/** The service's projections in the hands of an operator at a terminal, who needs no token. */
@NullMarked
package io.taskledger.commandline;

import org.jspecify.annotations.NullMarked;
