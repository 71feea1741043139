package io.taskledger.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.kernel.InvalidValue;
import io.taskledger.kernel.Text;
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
     * The object that a text holds.
     *
     * @throws ParseException where the bytes are not well-formed UTF-8 without a byte order mark; where the text is not one JSON object,
     *     has a name twice in an object, or has more than 64 levels; where a name or a string holds U+0000 or an unpaired surrogate
     */
    static ObjectNode object(byte[] json) throws ParseException {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            if (!text.startsWith(MARK) && JSON.readTree(text) instanceof ObjectNode object) {
                requireStorable(object);
                return object;
            }
            throw new ParseException("not one JSON object", 0);
        } catch (CharacterCodingException e) {
            throw new ParseException("not UTF-8", 0);
        } catch (JacksonException | InvalidValue e) {
            throw new ParseException("ambiguous or malformed JSON", 0);
        }
    }

    private static void requireStorable(JsonNode node) {
        if (node.isString()) {
            Text.requireStorable(node.stringValue());
        }
        node.propertyNames().forEach(Text::requireStorable);
        node.forEach(StrictJson::requireStorable);
    }
}
