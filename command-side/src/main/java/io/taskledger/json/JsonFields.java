package io.taskledger.json;

import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.InvalidRequest.Kind;
import io.taskledger.kernel.InvalidRequest.Violation;
import io.taskledger.kernel.InvalidValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of one JSON object. Each is asked for once, by name; {@link #check} then reports every value that was wrong
 * and every field that nobody asked for.
 */
public final class JsonFields {

    private static final int MOST_UNKNOWN_FIELDS_NAMED = 20;

    private final JsonNode body;
    private final Set<String> known = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();

    /** @throws InvalidRequest where the body is JSON but no object */
    public JsonFields(JsonNode body) {
        if (!body.isObject()) {
            throw InvalidRequest.notAllowed("", "must be a JSON object");
        }
        this.body = body;
    }

    /** A string that has to be there and obeys the rule. The answer holds nothing where it doesn't, and {@link #check} throws. */
    public <T> Change<T> requiredText(String field, Function<String, T> rule) {
        if (!body.has(field)) {
            known.add(field);
            return violated(field, "must be given");
        }
        return text(field, rule);
    }

    /** A string that obeys the rule, or nothing. */
    public <T> Change<T> text(String field, Function<String, T> rule) {
        JsonNode value = value(field);
        return value == null ? Change.none() : readText(field, value, rule);
    }

    /** A string that obeys the rule, or nothing, for which null stands, too: many serialisers write null for what is not set. */
    public <T> Change<T> textOrNone(String field, Function<String, T> rule) {
        JsonNode value = value(field);
        return value == null || value.isNull() ? Change.none() : readText(field, value, rule);
    }

    /** A string that obeys the rule, or null, or nothing. */
    public <T> Change<@Nullable T> textOrNull(String field, Function<String, @Nullable T> rule) {
        JsonNode value = value(field);
        if (value == null) {
            return Change.none();
        }
        return value.isNull() ? Change.to(null) : this.<@Nullable T>readText(field, value, rule);
    }

    /** A boolean, or nothing. */
    public Change<Boolean> flag(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return Change.none();
        }
        return value.isBoolean() ? Change.to(value.booleanValue()) : violated(field, "must be true or false");
    }

    /** A boolean, or nothing, for which null stands, too. */
    public Change<Boolean> flagOrNone(String field) {
        JsonNode value = value(field);
        return value == null || value.isNull() ? Change.none() : flag(field);
    }

    /** @throws InvalidRequest where anything was wrong with any field */
    public void check() {
        body.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .limit(MOST_UNKNOWN_FIELDS_NAMED)
                .forEach(name -> violations.add(new Violation(name, "must not be sent: this request has no such field")));
        if (!violations.isEmpty()) {
            throw new InvalidRequest(Kind.NOT_ALLOWED, violations);
        }
    }

    private @Nullable JsonNode value(String field) {
        known.add(field);
        return body.get(field);
    }

    private <T extends @Nullable Object> Change<T> readText(String field, JsonNode value, Function<String, T> rule) {
        if (!value.isString()) {
            return violated(field, "must be a string");
        }
        try {
            return Change.to(rule.apply(value.stringValue()));
        } catch (InvalidValue e) {
            return violated(field, String.valueOf(e.getMessage()));
        }
    }

    private <T extends @Nullable Object> Change<T> violated(String field, String message) {
        violations.add(new Violation(field, message));
        return Change.none();
    }
}
