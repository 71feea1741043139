package io.taskledger.fuzzing;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Writes JSON in one of the many ways in which the same value can be written. */
final class OddJson {

    private final Dice dice;
    private final StringBuilder json = new StringBuilder();

    private OddJson(Dice dice) {
        this.dice = dice;
    }

    static String write(JsonNode value, Dice dice) {
        var writer = new OddJson(dice);
        writer.space();
        writer.value(value);
        writer.space();
        return writer.json.toString();
    }

    private void value(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case STRING -> string(value.stringValue());
            default -> json.append(value);
        }
    }

    private void object(JsonNode object) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        Collections.shuffle(fields, new Random(dice.below(1_000)));
        json.append('{');
        for (int i = 0; i < fields.size(); i++) {
            json.append(i == 0 ? "" : ",");
            space();
            string(fields.get(i).getKey());
            space();
            json.append(':');
            space();
            value(fields.get(i).getValue());
            space();
        }
        json.append('}');
    }

    private void string(String text) {
        int escaped = dice.of(0, 0, 10, 100);
        json.append('"');
        text.codePoints().forEach(point -> character(point, dice.percent(escaped)));
        json.append('"');
    }

    private void character(int point, boolean escaped) {
        boolean lone = Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE;
        if (point == '/' && escaped) {
            json.append("\\/");
        } else if (escaped || lone || point < ' ' || point == '"' || point == '\\') {
            for (char unit : Character.toChars(point)) {
                String digits = "%04x".formatted((int) unit);
                json.append("\\u").append(dice.percent(50) ? digits : digits.toUpperCase(Locale.ROOT));
            }
        } else {
            json.appendCodePoint(point);
        }
    }

    private void space() {
        json.append(dice.of("", "", "", " ", "\t\r\n "));
    }
}
