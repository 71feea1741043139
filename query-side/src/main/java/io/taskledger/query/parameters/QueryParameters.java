package io.taskledger.query.parameters;

import io.taskledger.kernel.InvalidRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The parameters that a query knows; others are nobody's business. An empty one counts as left out. */
public final class QueryParameters {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1000;

    private final Map<String, String> values = new HashMap<>();

    /** @throws InvalidRequest where one of those with these names is given twice */
    public QueryParameters(MultiValueMap<String, String> given, String... names) {
        for (String name : names) {
            List<String> all = given.getOrDefault(name, List.of());
            if (all.size() > 1) {
                throw InvalidRequest.unreadable(name, "must be given once");
            }
            all.stream().filter(value -> value != null && !value.isEmpty()).forEach(value -> values.put(name, value));
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
     * @throws InvalidRequest where it is no whole number, or not from 1 to 1000
     */
    public int limit() {
        String limit = values.get("limit");
        return limit == null ? DEFAULT_LIMIT : parseLimit(limit);
    }

    private static int parseLimit(String limit) {
        if (!limit.matches("-?[0-9]+")) {
            throw InvalidRequest.unreadable("limit", "must be a whole number");
        }
        var number = new BigInteger(limit);
        if (number.signum() < 1 || number.compareTo(BigInteger.valueOf(MAX_LIMIT)) > 0) {
            throw InvalidRequest.notAllowed("limit", "must be from 1 to " + MAX_LIMIT);
        }
        return number.intValue();
    }
}
