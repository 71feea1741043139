package io.taskledger.fuzzing;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Headers that an operation declares, with values that it allows. */
final class DeclaredHeaders {

    private DeclaredHeaders() {}

    static void add(Draft draft, String name) {
        Dice dice = draft.dice;
        switch (name) {
            case "If-Match" -> {
                List<Long> versions = versions(draft);
                boolean weak = dice.percent(15);
                boolean any = dice.percent(15);
                draft.ifMatch = version -> any || (!weak && versions.contains(version));
                draft.headers.add("If-Match: " + (any ? "*" : tags(versions, weak, dice)));
            }
            case "If-None-Match" -> {
                List<Long> versions = versions(draft);
                boolean any = dice.percent(15);
                draft.ifNoneMatch = version -> any || versions.contains(version);
                draft.headers.add("If-None-Match: " + (any ? "*" : tags(versions, dice.percent(30), dice)));
            }
            case "Idempotency-Key" -> {
                draft.key = dice.uuid() + dice.of("", " a b", "\"';,=", "~".repeat(200));
                draft.headers.add("Idempotency-Key: " + draft.key);
            }
            case "Prefer" -> draft.headers.add("Prefer: " + dice.of("respond-async", "respond-async, wait=10", "return=minimal", "\"", ";;,=",
                    "respond-async=\"\"", "a=\"respond-async"));
            default -> draft.headers.add(name + ": " + dice.of("a", "1", "\"b\""));
        }
    }

    /** Often the one that the task is at. */
    private static List<Long> versions(Draft draft) {
        KnownTask known = draft.task == null ? null : draft.user.tasks.get(draft.task);
        long now = known == null ? 0 : known.version();
        return draft.dice.of(List.of(now), List.of(now), List.of(now + 1), List.of(99L, now), List.of(now - 1, 7_000_000_000L));
    }

    private static String tags(List<Long> versions, boolean weak, Dice dice) {
        String separator = dice.of(", ", ",", " ,, \t");
        return versions.stream().map(version -> (weak ? "W/" : "") + "\"" + version + "\"").collect(joining(separator));
    }
}
