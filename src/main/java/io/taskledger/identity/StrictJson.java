package io.taskledger.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.kernel.InvalidValue;
import io.taskledger.kernel.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.text.ParseException;

/** Reads JSON of issuers and of whoever claims to be one: a text means one thing, the same to every reader, or it is refused. */
final class StrictJson {

    /** Objects and arrays inside each other. */
    private static final int DEEPEST = 64;

    private static final String MARK = "\ufeff";

    /** Names are not kept for the next text: an attacker chooses them. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * The object that a text holds. Its strings may hold what escapes alone can write: see {@link #text}.
     *
     * @throws ParseException where the bytes are not well-formed UTF-8 without a byte order mark; where the text is not one JSON object,
     *     has a name twice in an object, or has more than 64 levels
     */
    static ObjectNode object(byte[] json) throws ParseException {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            if (!text.startsWith(MARK) && JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new ParseException("not one JSON object", 0);
        } catch (CharacterCodingException e) {
            throw new ParseException("not UTF-8", 0);
        } catch (JacksonException e) {
            throw new ParseException("ambiguous or malformed JSON", 0);
        }
    }

    /**
     * The string that an object has under a name; null where it is left out, or is null.
     *
     * @throws ParseException where it is not a string, or holds what UTF-8 or PostgreSQL can't: an unpaired surrogate, U+0000
     */
    static @Nullable String text(JsonNode object, String name) throws ParseException {
        JsonNode value = object.path(name);
        return value.isMissingNode() || value.isNull() ? null : text(value);
    }

    /** @throws ParseException as {@link #text(JsonNode, String)} */
    static String text(JsonNode value) throws ParseException {
        if (!value.isString()) {
            throw new ParseException("not a string", 0);
        }
        try {
            return Text.requireStorable(value.stringValue());
        } catch (InvalidValue e) {
            throw new ParseException("not a text", 0);
        }
    }
}
