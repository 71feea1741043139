package io.taskledger.kernel;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A task as an answer shows it: with its entity tag, as the field {@code etag}. */
public record TaggedTask(@JsonUnwrapped TaskView task, EntityTag etag) {

    /** @param epoch the name of the event store's epoch in which the task was read or changed */
    public static TaggedTask of(TaskView task, String epoch) {
        return new TaggedTask(task, new EntityTag(epoch, task.version()));
    }
}
