package io.taskledger.fuzzing;

import io.taskledger.support.Answer;
import io.taskledger.support.Tokens;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One of those who send requests, and what they know: nobody else touches their tasks. */
final class User {

    private static final List<String> ODD_NAMES =
            List.of("ann", "o'hara\"; drop table tasks", "\u00dc\u00f1\u00ef \u2603 \ud83d\udc69\u200d\ud83d\udc67", " blanks ",
                    "tab\tand\nline", "ANN", "%_\\", "a".repeat(200));

    final int number;

    /** In the user's id and in many of their texts, and nobody else's. */
    final String mark;

    final String id;
    final boolean operator;
    final String token;
    final Map<UUID, KnownTask> tasks = new LinkedHashMap<>();

    /** Next pages to be asked for. */
    final List<NextPage> pages = new ArrayList<>();

    /** Commands that were carried out under a key. */
    final List<Keyed> keyed = new ArrayList<>();

    final Others others;

    record Keyed(DeclaredOperation operation, String key, String path, Request request, Answer answer) {}

    /**
     * @param path as it was sent, which may be in an odd way
     * @param parameters those of the page before, as they were sent
     */
    record NextPage(String operation, String path, @Nullable UUID task, List<String> parameters, String cursor) {}

    User(int number, Others others, Dice dice) {
        this.number = number;
        this.others = others;
        mark = "mark-" + dice.uuid().toString().substring(0, 8);
        id = ODD_NAMES.get(number % ODD_NAMES.size()) + mark;
        operator = number % 4 == 0;
        token = Tokens.with(claims -> claims.subject(id).claim("role", operator ? "admin" : "user"));
        others.add(this);
    }

    /** @throws AssertionError where it is not one of theirs */
    KnownTask own(@Nullable String id) {
        KnownTask task = id == null ? null : tasks.get(UUID.fromString(id));
        if (task == null) {
            throw new AssertionError("not one's own task: " + id);
        }
        return task;
    }

    List<KnownTask> living() {
        return tasks.values().stream().filter(task -> !task.now().deleted()).toList();
    }

    boolean readsAll() {
        return tasks.values().stream().allMatch(task -> task.readable);
    }
}
