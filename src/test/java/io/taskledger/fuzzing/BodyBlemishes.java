package io.taskledger.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_16;

import io.taskledger.fuzzing.Request.Framing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.Charset;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What can be wrong with a body. */
final class BodyBlemishes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LARGEST = 64 * 1024;

    /** JSON of another value than is allowed. */
    private static final List<Blemish> OF_VALUES = List.of(
            new Blemish(draft -> schema(draft).has("required"), draft -> values(draft,
                    body -> body.remove(schema(draft).get("required").get(0).stringValue()))),
            values((draft, body) -> body.put(draft.dice.of("x", "", "Title", "titl\u0435", "__proto__", "user_id", "version",
                    "a".repeat(300), "\0", "created_at", "\ud83d\ude00"), 1)),
            values((draft, body) -> body.set(field(draft), draft.dice.of(List.of(
                    JSON.numberNode(1), JSON.numberNode(1.5), JSON.arrayNode(), JSON.objectNode(), JSON.arrayNode().add("a"),
                            JSON.numberNode(Long.MIN_VALUE))))),
            text((draft, body) -> body.put("title", draft.dice.of("", " ", "\u3000\u2003", "\u0085", "\t\r\n"))),
            text((draft, body) -> body.put("title", draft.dice.of("\u200b", " \ufeff ", "\u3164", "\u2060\u200d", "\u2800", "\ufe0f", "\u034f"))),
            text((draft, body) -> body.put(draft.dice.of("title", "description"), "a" + draft.dice.of("\1", "\7", "\13", "\33[0m", "\177", "\u0080", "\u009f") + "b")),
            text((draft, body) -> body.put("title", "a" + draft.dice.of("\n", "\r\n", "\t", "\u0085") + "b")),
            text((draft, body) -> body.put("title", "x" + OddText.storable(draft.dice, 200, 200) + "x")),
            text((draft, body) -> body.put("description", OddText.storable(draft.dice, 1_001, 1_500))),
            text((draft, body) -> body.put(draft.dice.of("title", "description"), OddText.unstorable(draft.dice))),
            text((_, body) -> body.putNull("title")),
            new Blemish(draft -> schema(draft).at("/properties/completed").isObject(), draft -> values(draft, body -> body.set("completed",
                    draft.dice.of(List.of(JSON.stringNode("true"), JSON.numberNode(1), JSON.objectNode(), JSON.arrayNode()))))),
            new Blemish(draft -> schema(draft).at("/properties/id").isObject(), draft -> values(draft, body -> body.set("id",
                    draft.dice.of(List.of(JSON.stringNode("x"), JSON.stringNode(""), JSON.numberNode(1),
                            JSON.stringNode(draft.dice.uuid() + " ")))))),
            new Blemish(draft -> draft.operation.takesBody(), draft -> body(draft, draft.dice.of("[]", "\"a\"", "1", "true", "-0.0", "[{}]",
                    "null"), Stage.VALUES, 422)),
            new Blemish(draft -> draft.operation.takesBody(), draft -> body(draft, nested(draft.dice.between(1, 400)), Stage.VALUES, 422)));

    /** What is no JSON, or not in UTF-8, or too much. */
    private static final List<Blemish> OF_FORM = List.of(
            form((draft, json) -> json + draft.dice.of("x", "{}", "]", "}", "\"", "//", ",", "\u00a0")),
            form((draft, json) -> json.stripTrailing().substring(0, draft.dice.below(json.strip().length()))),
            form((draft, json) -> "{" + draft.dice.of(",", "\"title\":\"a\",\"title\":\"a\",", "\"x\":1,\"x\":1,", "'a':1,", "a:1,",
                    "\"a\":NaN,", "\"a\":-Infinity,", "\"a\":01,", "\"a\":.5,",
                    "\"a\":1.,", "\"a\":+1,", "\"a\":0x1,", "\"a\":\"\t\",", "\"a\":\"\\x\",", "\"a\":\"\\u12\",", "/**/", "\"a\":tru,",
                    "\"a\":1 2,") + json.strip().substring(1)),
            form((draft, _) -> nested(draft.dice.between(600, 20_000))),
            form((draft, _) -> draft.dice.of("[", "{\"a\":").repeat(draft.dice.between(1, 10_000))),
            new Blemish(draft -> draft.operation.takesBody(), draft -> spoiled(draft, "{\"title\":\"a\",\"x\":" + draft.dice.of("1", "-1", "1.",
                    "1e") + "9".repeat(draft.dice.between(400, 30_000)) + "}")),
            binary((draft, _) -> draft.dice.of("", " ", "\r\n")),
            binary((draft, json) -> Utf8.bytes(json, draft.dice.of(UTF_16, Charset.forName("UTF-32"), Charset.forName("UTF-16LE")))),
            binary((draft, _) -> "{\"title\":\"" + draft.dice.of("\u00ff", "\u00c0\u00af", "\u00e0\u0080\u0080", "\u00ed\u00a0\u0080",
                    "\u00f4\u0090\u0080\u0080", "\u00f8\u0088\u0080\u0080\u0080", "\u00c3", "a\u0080") + "\"}"),
            new Blemish(draft -> draft.operation.takesBody(), draft -> {
                draft.body += " ".repeat(LARGEST + 1 - Math.min(LARGEST, draft.body.length()) + draft.dice.of(0, 1, 5_000, 200_000));
                draft.refuse(Stage.SIZE, 413, 406);
            }),
            new Blemish(draft -> draft.operation.takesBody(), BodyBlemishes::mutate),
            new Blemish(draft -> draft.operation.takesBody(), BodyBlemishes::mutate),
            new Blemish(draft -> draft.operation.takesBody(), draft -> spoiled(draft, draft.dice.of("\ufeff{\"title\":\"a\"}",
                    "{\"title\":\"a\",\"\\ud800\":1}"))),
            new Blemish(draft -> !draft.operation.takesBody(), draft -> {
                draft.setHeader("Content-Type", draft.dice.of("application/json", "text/plain", "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x", "nonsense"));
                draft.framing = draft.dice.of(Framing.LENGTH, Framing.CHUNKS);
                draft.body = draft.dice.of("{\"title\":\"a\"}", "a=%zz&b", draft.dice.bytes(200), "", "\0".repeat(70_000));
                draft.uncertain = true;
            }));

    static final List<Blemish> ALL = Stream.concat(OF_VALUES.stream(), OF_FORM.stream()).toList();

    private BodyBlemishes() {}

    private static JsonNode schema(Draft draft) {
        return draft.operation.bodies().values().stream().findFirst().orElse(JSON.objectNode());
    }

    private static String field(Draft draft) {
        return draft.dice.of(List.copyOf(schema(draft).get("properties").propertyNames()));
    }

    private static Blemish values(BiConsumer<Draft, ObjectNode> change) {
        return new Blemish(draft -> draft.operation.takesBody(), draft -> values(draft, body -> change.accept(draft, body)));
    }

    private static Blemish text(BiConsumer<Draft, ObjectNode> change) {
        return new Blemish(draft -> schema(draft).at("/properties/title").isObject(), draft -> values(draft, body -> change.accept(draft, body)));
    }

    private static void values(Draft draft, Consumer<ObjectNode> change) {
        ObjectNode body = draft.meant.deepCopy();
        change.accept(body);
        body(draft, Utf8.bytes(OddJson.write(body, draft.dice)), Stage.VALUES, 422);
    }

    private static Blemish form(BiFunction<Draft, String, String> change) {
        return binary((draft, json) -> Utf8.bytes(change.apply(draft, json)));
    }

    private static Blemish binary(BiFunction<Draft, String, String> change) {
        return new Blemish(draft -> draft.operation.takesBody(), draft ->
                body(draft, change.apply(draft, OddJson.write(draft.meant, draft.dice)), Stage.FORM, 400));
    }

    private static void body(Draft draft, String body, Stage stage, int status) {
        draft.body = body;
        draft.refuse(stage, status);
    }

    private static void spoiled(Draft draft, String body) {
        draft.body = Utf8.bytes(body);
        draft.uncertain = true;
    }

    /** Bits turned over, bytes dropped and replaced. */
    private static void mutate(Draft draft) {
        var body = new StringBuilder(draft.body);
        for (int i = draft.dice.between(1, 4); i > 0 && !body.isEmpty(); i--) {
            int at = draft.dice.below(body.length());
            switch (draft.dice.below(3)) {
                case 0 -> body.setCharAt(at, (char) (body.charAt(at) ^ 1 << draft.dice.below(8)));
                case 1 -> body.setCharAt(at, draft.dice.of('"', '\\', '{', '\0', '\u00ff', ','));
                default -> body.deleteCharAt(at);
            }
        }
        draft.body = body.toString();
        draft.uncertain = true;
    }

    /** An unknown field, so deep. */
    private static String nested(int depth) {
        return "{\"title\":\"a\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }
}
