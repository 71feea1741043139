package io.taskledger.command.idempotency;

import io.taskledger.kernel.TaskId;

/**
 * What a command answered that came with a key.
 *
 * @param position of the command's last event: whoever waits for it can read what the command did
 */
public record Remembered(TaskId task, long position, Success success) {}
