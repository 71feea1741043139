package io.taskledger.fuzzing;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Makes values that a schema allows. */
final class Values {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST = 100;

    private Values() {}

    static JsonNode of(JsonNode schema, Draft draft) {
        Dice dice = draft.dice;
        if (schema.has("enum")) {
            return schema.get("enum").get(dice.below(schema.get("enum").size()));
        }
        List<String> types = schema.get("type").isArray()
                ? schema.get("type").valueStream().map(JsonNode::stringValue).toList()
                : List.of(schema.get("type").stringValue());
        return switch (dice.of(types)) {
            case "null" -> JSON.nullNode();
            case "boolean" -> JSON.booleanNode(dice.percent(50));
            case "integer" -> JSON.numberNode(integer(dice, schema.path("minimum").asInt(0), schema.path("maximum").asInt(1_000)));
            case "string" -> JSON.stringNode(string(schema, draft));
            default -> throw new IllegalArgumentException("no values are made yet of " + schema);
        };
    }

    /** Small ones more often: they make more pages. */
    private static int integer(Dice dice, int least, int most) {
        return dice.between(least, dice.percent(80) ? Math.min(most, least + 20) : most);
    }

    private static String string(JsonNode schema, Draft draft) {
        return switch (schema.path("format").asString("")) {
            case "uuid" -> draft.dice.uuid().toString();
            case "date-time" -> time(draft.dice);
            default -> text(draft, schema.path("minLength").asInt(0), schema.path("maxLength").asInt(LONGEST));
        };
    }

    /** Text of the user: it often says so. */
    static String text(Draft draft, int least, int most) {
        String mark = draft.dice.percent(30) ? draft.user.mark : "";
        return mark + OddText.storable(draft.dice, least, most - mark.length());
    }

    private static String time(Dice dice) {
        Instant near = Instant.now().plus(Duration.ofMillis(dice.between(-20_000, 20_000)));
        String now = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(near.atOffset(ZoneOffset.ofHours(dice.between(-12, 14))));
        return dice.of(now, now, "2026-01-16t09:30:00z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999-18:00",
                "2026-01-16T09:30:00.1+00:00", "2026-01-16T09:30:60Z", "2026-01-16T09:30:00.12345678901+0000", "2026-01-16T09:30:00-23:59", "1969-12-31T23:59:59.9Z", "2024-02-29T00:00:00-00:00");
    }
}
