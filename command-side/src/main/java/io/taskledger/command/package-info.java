/** Decides about tasks: what may be asked, what follows from it, what is turned down. */
@NullMarked
package io.taskledger.command;

import org.jspecify.annotations.NullMarked;
