package io.taskledger.support;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/** JSON as a client writes and reads it. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    /** An object of names and values in turn. */
    public static String object(@Nullable Object... namesAndValues) {
        ObjectNode object = MAPPER.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.putPOJO(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return MAPPER.writeValueAsString(object);
    }

    public static String object(Map<String, ?> members) {
        return MAPPER.writeValueAsString(members);
    }
}
