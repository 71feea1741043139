package io.taskledger.fuzzing;

import io.taskledger.fuzzing.Request.Framing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongPredicate;

/** A request while it is being made: how it is written, what it means, and what is wrong with it. */
final class Draft {

    final DeclaredOperation operation;
    final User user;
    final Dice dice;

    String method;
    String path;
    String version = "HTTP/1.1";
    final List<String> parameters = new ArrayList<>();
    final List<String> headers = new ArrayList<>();

    /** Each character stands for a byte. */
    String body = "";

    Framing framing = Framing.NONE;
    boolean last;

    @Nullable UUID task;
    ObjectNode meant = JsonNodeFactory.instance.objectNode();
    final Map<String, String> asked = new HashMap<>();
    LongPredicate ifMatch = _ -> true;
    LongPredicate ifNoneMatch = _ -> false;

    /** The {@code Idempotency-Key}. */
    @Nullable String key;

    /** What it is sent again of, byte by byte. */
    User.@Nullable Keyed repeated;

    private final Map<Stage, Set<Integer>> refusals = new EnumMap<>(Stage.class);

    /** Whether nothing is known of its answer but that it has to be lawful. */
    boolean uncertain;

    /** Whether it is something that the document does not speak of, so that any problem may be the answer. */
    boolean outside;

    /** Whether it is so far from HTTP that no answer is owed. */
    boolean noise;

    Draft(DeclaredOperation operation, User user, Dice dice) {
        this.operation = operation;
        this.user = user;
        this.dice = dice;
        method = operation.method();
        path = operation.path();
    }

    void refuse(Stage stage, Integer... statuses) {
        refusals.computeIfAbsent(stage, _ -> new HashSet<>()).addAll(Set.of(statuses));
    }

    /** How it has to be refused; empty where nothing is wrong with it. */
    Set<Integer> refusals() {
        return refusals.isEmpty() ? Set.of() : new TreeMap<>(refusals).firstEntry().getValue();
    }

    boolean isFlawless() {
        return refusals.isEmpty() && !uncertain;
    }

    void removeHeader(String name) {
        headers.removeIf(header -> header.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"));
    }

    void setHeader(String name, String value) {
        removeHeader(name);
        headers.add(name + ": " + value);
    }

    Request request() {
        if (repeated != null) {
            return repeated.request();
        }
        String target = parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
        return new Request(method, target, version, List.copyOf(headers), body, framing, last);
    }
}
