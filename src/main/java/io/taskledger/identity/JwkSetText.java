package io.taskledger.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a JWK Set (RFC 7517, section 5) apart into the texts of its keys, so that one ambiguous key does not spoil the others. */
final class JwkSetText {

    private static final JsonFactory JSON = new JsonFactory();

    private JwkSetText() {}

    /**
     * The bytes of each element of {@code keys}.
     *
     * @throws ParseException where the text is not one JSON object with one list of {@code keys}
     */
    static List<byte[]> members(byte[] json) throws ParseException {
        String bytes = new String(json, ISO_8859_1); // what JSON is made of is ASCII, and a character is a byte
        @Nullable List<byte[]> members = null;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isKeys = parser.currentName().equals("keys");
                JsonToken value = parser.nextToken();
                if (isKeys) {
                    require(members == null && value == JsonToken.START_ARRAY);
                    members = elements(parser, json);
                } else {
                    parser.skipChildren();
                }
            }
            if (members != null && parser.nextToken() == null) {
                return members;
            }
            throw new ParseException("not a JWK Set", 0);
        } catch (JacksonException e) {
            throw new ParseException("not JSON", 0);
        }
    }

    private static List<byte[]> elements(JsonParser parser, byte[] json) throws ParseException {
        List<byte[]> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() != null);
            int start = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            parser.finishToken();
            elements.add(Arrays.copyOfRange(json, start, (int) parser.currentLocation().getCharOffset()));
        }
        return elements;
    }

    private static void require(boolean holds) throws ParseException {
        if (!holds) {
            throw new ParseException("not a JWK Set", 0);
        }
    }
}
