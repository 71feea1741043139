package io.taskledger.query.changes;

import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the data of a server-sent event. Readers of lines, Python's among them, break lines at U+0085, U+2028 and U+2029, too, which
 * JSON allows in strings as they are: here they are escaped. JSON escapes all others, U+000A to U+000D and U+001C to U+001E, by itself.
 */
public final class StreamedJson {

    private StreamedJson() {}

    /** The value in one line, whatever its reader holds for the end of a line. */
    public static String write(JsonMapper json, Object value) {
        return json.writeValueAsString(value).replace("\u0085", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }
}
