package io.taskledger.fuzzing;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** A task as the commands made it that were acknowledged, by the rules of the contract. */
final class KnownTask {

    private static final String WHITE_SPACE = "\\p{IsWhite_Space}+";

    final UUID id;
    private final List<Change> changes = new ArrayList<>();

    /** As the last command that answers with a task answered it; null after another one. */
    @Nullable JsonNode answered;

    /** Whether queries have to show its last change. */
    boolean readable;

    /** One event: what it is called in the history, and what it made of the task. */
    record Change(String type, String title, @Nullable String description, boolean completed, boolean deleted, String requestId) {}

    KnownTask(UUID id) {
        this.id = id;
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    int version() {
        return changes.size() - 1;
    }

    Change now() {
        return changes.getLast();
    }

    void create(JsonNode meant, String requestId) {
        changes.add(new Change("created", trimmed(meant), text(meant, "description"), false, false, requestId));
    }

    /** @param meant the body; an empty object where there is none */
    void carryOut(String operation, JsonNode meant, String requestId) {
        switch (operation) {
            case "changeTask" -> {
                rename(meant.has("title") ? trimmed(meant) : now().title, requestId);
                describe(meant.has("description") ? text(meant, "description") : now().description, requestId);
                complete(meant.has("completed") ? meant.get("completed").booleanValue() : now().completed, requestId);
            }
            case "replaceTask" -> {
                rename(trimmed(meant), requestId);
                describe(text(meant, "description"), requestId);
                complete(meant.path("completed").asBoolean(false), requestId);
            }
            case "completeTask" -> complete(true, requestId);
            case "reopenTask" -> complete(false, requestId);
            case "deleteTask" -> delete(true, requestId);
            case "restoreTask" -> delete(false, requestId);
            default -> throw new IllegalArgumentException("what does " + operation + " do?");
        }
    }

    private void rename(String title, String requestId) {
        if (!title.equals(now().title)) {
            changes.add(new Change("renamed", title, now().description, now().completed, false, requestId));
        }
    }

    private void describe(@Nullable String description, String requestId) {
        if (!Objects.equals(description, now().description)) {
            changes.add(new Change("described", now().title, description, now().completed, false, requestId));
        }
    }

    private void complete(boolean completed, String requestId) {
        if (completed != now().completed) {
            changes.add(new Change(completed ? "completed" : "reopened", now().title, now().description, completed, false, requestId));
        }
    }

    private void delete(boolean deleted, String requestId) {
        if (deleted != now().deleted) {
            changes.add(new Change(deleted ? "deleted" : "restored", now().title, now().description, now().completed, deleted, requestId));
        }
    }

    private static String trimmed(JsonNode meant) {
        return meant.get("title").stringValue().replaceAll("^" + WHITE_SPACE + "|" + WHITE_SPACE + "$", "");
    }

    private static @Nullable String text(JsonNode meant, String field) {
        return meant.hasNonNull(field) ? meant.get(field).stringValue() : null;
    }
}
