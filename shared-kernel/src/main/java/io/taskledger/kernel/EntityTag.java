package io.taskledger.kernel;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The entity tag of a task (RFC 9110, section 8.8.3): its version, and the epoch of the event store in which it is at that version. After a
 * restore from an older backup versions are used again, so that no tag of one epoch may equal a tag of another.
 *
 * @param epoch the name of the epoch: empty for the first, otherwise of letters, digits and hyphens
 * @param version how many events the task has had, less one
 */
public record EntityTag(String epoch, long version) {

    /**
     * The tag without its quotes, as the field {@code etag} of a task holds it: {@code 3} in the first epoch, {@code 9f3c1b7a-52e4.3} in a
     * later one.
     */
    @JsonValue
    public String value() {
        return epoch.isEmpty() ? Long.toString(version) : epoch + "." + version;
    }

    /** The tag with its quotes, as the headers {@code ETag} and {@code If-Match} hold it. */
    @Override
    public String toString() {
        return "\"" + value() + "\"";
    }
}
