/** Commands over HTTP: reads a request, sends the command, answers when its caller can read what it did. */
@NullMarked
package io.taskledger.command.endpoint;

import org.jspecify.annotations.NullMarked;
