package io.taskledger.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Json;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is in the event store, read without any code of the service. */
final class StoredEvents {

    private static final Map<String, String> TYPES = Map.of(
            "TaskCreated", "created", "TaskRenamed", "renamed", "TaskDescribed", "described", "TaskCompleted", "completed", "TaskReopened",
                    "reopened",
            "TaskDeleted", "deleted", "TaskRestored", "restored");

    private final JdbcTemplate database;

    StoredEvents(JdbcTemplate database) {
        this.database = database;
    }

    /** Each event that an acknowledged command made is there, as it has to be, and no other one. */
    void areThoseOf(List<User> users) {
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(users.stream()
                .flatMap(user -> user.tasks.values().stream().flatMap(task -> expected(user, task).stream()))
                .toList());
    }

    private List<String> stored() {
        return database.query(
                """
                select aggregate_identifier, sequence_number, payload_type, payload::text, meta_data::text
                from domain_event_entry order by global_index
                """,
                (row, _) -> {
                    JsonNode payload = Json.read(row.getString("payload"));
                    JsonNode metaData = Json.read(row.getString("meta_data"));
                    return line(row.getString("aggregate_identifier"), row.getInt("sequence_number"),
                            TYPES.getOrDefault(row.getString("payload_type"), "unknown"),
                            payload.path("title"), payload.path("description"), metaData.get("actor").stringValue(),
                                    metaData.get("request_id").stringValue());
                });
    }

    private static List<String> expected(User user, KnownTask task) {
        List<String> lines = new ArrayList<>();
        for (KnownTask.Change change : task.changes()) {
            JsonNode texts = Json.read(Json.object("title", change.title(), "description", change.description()));
            boolean created = change.type().equals("created");
            lines.add(line(task.id.toString(), lines.size(), change.type(),
                    created || change.type().equals("renamed") ? texts.get("title") : texts.path("none"),
                    created || change.type().equals("described") ? texts.get("description") : texts.path("none"),
                    user.id, change.requestId()));
        }
        return lines;
    }

    private static String line(String task, int version, String type, JsonNode title, JsonNode description, String actor, String requestId) {
        return "%s %d %s by %s on %s: title %s, description %s".formatted(task, version, type, actor, requestId, title, description);
    }
}
