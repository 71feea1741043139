package io.taskledger.query.parameters;

import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.InvalidRequest.Kind;
import io.taskledger.kernel.InvalidRequest.Violation;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The parameters that a request knows. One without a value counts as left out. */
public final class QueryParameters {

    private static final int MOST_UNKNOWN_NAMED = 20;
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1000;

    private final Map<String, String> values = new HashMap<>();
    private final List<Violation> unknown;

    /**
     * @param given all that stand in the address
     * @param names of those that the request knows
     * @throws InvalidRequest where one of these is given twice
     */
    public QueryParameters(Map<String, List<String>> given, String... names) {
        unknown = given.keySet().stream()
                .filter(name -> !List.of(names).contains(name))
                .limit(MOST_UNKNOWN_NAMED)
                .map(name -> new Violation(name, "must not be sent: this request has no such parameter" + hint(name, names)))
                .toList();
        for (String name : names) {
            List<String> all = given.getOrDefault(name, List.of());
            if (all.size() > 1) {
                throw InvalidRequest.unreadable(name, "must be given once");
            }
            all.stream().filter(value -> value != null && !value.isEmpty()).forEach(value -> values.put(name, value));
        }
    }

    /**
     * To be called once all has been read: what can't be read is told before what is not allowed.
     *
     * @throws InvalidRequest where a parameter was given that the request does not know
     */
    public void requireKnown() {
        if (!unknown.isEmpty()) {
            throw new InvalidRequest(Kind.NOT_ALLOWED, unknown);
        }
    }

    /** The value; null where it was left out. */
    public @Nullable String find(String name) {
        return values.get(name);
    }

    /** The value as what it stands for; null where it was left out. */
    public <T> @Nullable T find(String name, Function<String, T> reading) {
        String value = values.get(name);
        return value == null ? null : reading.apply(value);
    }

    /**
     * How many at most: 50 where it was left out.
     *
     * <p>It is the last that is read of what can be unreadable.
     *
     * @throws InvalidRequest where it is no whole number, or not from 1 to 1000; or where a parameter was given that the request does not
     *     know
     */
    public int limit() {
        String limit = values.get("limit");
        if (limit != null && !limit.matches("-?[0-9]+")) {
            throw InvalidRequest.unreadable("limit", "must be a whole number");
        }
        requireKnown();
        return limit == null ? DEFAULT_LIMIT : bounded(limit);
    }

    private static int bounded(String limit) {
        var number = new BigInteger(limit);
        if (number.signum() < 1 || number.compareTo(BigInteger.valueOf(MAX_LIMIT)) > 0) {
            throw InvalidRequest.notAllowed("limit", "must be from 1 to " + MAX_LIMIT);
        }
        return number.intValue();
    }

    /** Where a name differs from a known one in case, hyphens and underscores alone. */
    private static String hint(String unknown, String... names) {
        return Arrays.stream(names).filter(name -> plain(name).equals(plain(unknown))).findFirst()
                .map(name -> " (did you mean " + name + "?)").orElse("");
    }

    private static String plain(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }
}
