package io.taskledger.bench;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What has been measured so far. */
final class Results {

    /** Figures that are no rate of a {@link Work}. */
    enum Figure {
        START_SECONDS, COLD_SECONDS, MEMORY_MB, LAG_SAME_MILLIS, LAG_OTHER_MILLIS, USERS_P95_MILLIS, USERS_FAILED, BUSY_FAILED, OPEN_FAILED,
        GROWN_CREATE, GROWN_LIST, GROWN_GET
    }

    private final Map<Work, Map<String, Rounds>> rounds = new EnumMap<>(Work.class);
    private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

    void put(Work work, String contestant, Rounds measured) {
        rounds.computeIfAbsent(work, _ -> new LinkedHashMap<>()).put(contestant, measured);
    }

    void put(Figure figure, double measured) {
        figures.put(figure, measured);
    }

    OptionalDouble find(Figure figure) {
        Double measured = figures.get(figure);
        return measured == null ? OptionalDouble.empty() : OptionalDouble.of(measured);
    }

    OptionalDouble find(Work work, String contestant, ToDoubleFunction<Window> figure) {
        Rounds measured = find(work, contestant);
        return measured == null ? OptionalDouble.empty() : OptionalDouble.of(measured.median(figure));
    }

    @Nullable Rounds find(Work work, String contestant) {
        return rounds.getOrDefault(work, Map.of()).get(contestant);
    }

    /** The rate of one work as a part of that of another. */
    OptionalDouble ratio(Work work, String contestant, Work otherWork, String other) {
        Rounds part = find(work, contestant);
        Rounds whole = find(otherWork, other);
        return part == null || whole == null ? OptionalDouble.empty() : OptionalDouble.of(part.rate() / whole.rate());
    }
}
