package io.taskledger.query.tasks;

/** How many tasks a user has, deleted ones not counted. */
public record TaskSummary(long total, long completed, long open) {

    TaskSummary(long total, long completed) {
        this(total, completed, total - completed);
    }
}
