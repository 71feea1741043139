package io.taskledger.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Whether all was as it has to be, however long it took. */
final class Verdict {

    private static final Map<String, Integer> WRONG = new ConcurrentSkipListMap<>();

    private Verdict() {}

    /** Goes on where something is not. */
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            WRONG.merge(otherwise, 1, Integer::sum);
        }
    }

    /** Says below the tables what was not, and how often. */
    static boolean isBad() {
        WRONG.forEach((what, times) -> System.out.printf("%nWRONG, %d times: %s%n", times, what));
        return !WRONG.isEmpty();
    }
}
