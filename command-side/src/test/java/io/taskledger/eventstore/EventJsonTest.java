package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.taskledger.kernel.Description;
import io.taskledger.kernel.TaskEvent;
import io.taskledger.kernel.TaskEvent.TaskCompleted;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskEvent.TaskDeleted;
import io.taskledger.kernel.TaskEvent.TaskDescribed;
import io.taskledger.kernel.TaskEvent.TaskRenamed;
import io.taskledger.kernel.TaskEvent.TaskReopened;
import io.taskledger.kernel.TaskEvent.TaskRestored;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Events as they stand in the store, for ever. Each {@code events/<name>.<revision>.json} was written by hand and is never
 * edited: an event of that revision may have been stored.
 */
class EventJsonTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TaskId MILK = TaskId.parse("019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d");

    /** What the files tell, one event of each class. */
    private static final List<TaskEvent> TOLD = List.of(
            new TaskCreated(MILK, new UserId("auth0|ann"), new Title("Buy milk \uD83E\uDD5B"),
                    new Description("Two litres\nof the organic one")),
            new TaskRenamed(MILK, new Title("Buy oat milk")),
            new TaskDescribed(MILK, new Description("One litre is enough")),
            new TaskCompleted(MILK),
            new TaskReopened(MILK),
            new TaskDeleted(MILK),
            new TaskRestored(MILK));

    private final Serializer serializer = new NamedEventSerializer(new EventNames(everyEvent(), EventJsonTest::nameOf));

    @ParameterizedTest
    @MethodSource("everyEvent")
    void an_event_is_stored_as_its_file_says(Class<?> type) {
        assertThat(JSON.readTree(stored(told(type)).getData())).isEqualTo(file(type));
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void an_event_is_stored_under_its_name_and_revision(Class<?> type) {
        assertThat(stored(told(type)).getType().getName()).isEqualTo(nameOf(type));
        assertThat(stored(told(type)).getType().getRevision()).isEqualTo(revisionOf(type));
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void an_event_is_read_from_its_file(Class<?> type) {
        assertThat(read(nameOf(type), revisionOf(type), file(type).toString())).isEqualTo(told(type));
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void a_field_that_a_newer_release_wrote_is_passed_over(Class<?> type) {
        ObjectNode newer = file(type);
        newer.put("priority", 1).putObject("place").put("name", "home");
        assertThat(read(nameOf(type), revisionOf(type), newer.toString())).isEqualTo(told(type));
    }

    @ParameterizedTest
    @MethodSource("everyFile")
    void what_was_ever_written_is_read(Path file) throws IOException {
        String[] name = file.getFileName().toString().split("\\.", -1);
        assertThat(read(name[0], name[1], Files.readString(file)))
                .isInstanceOfSatisfying(TaskEvent.class, event -> assertThat(event.taskId()).isEqualTo(MILK));
    }

    /** As releases stored them that had fewer rules for a title. */
    @ParameterizedTest
    @ValueSource(strings = {"\\u200b", "\\ufeff", "\\u3164", "oat\\nmilk", "\\u0007 milk", "\\u202e"})
    void a_title_that_is_refused_today_is_read_from_the_store(String title) {
        String stored = "{\"task_id\": \"019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d\", \"user_id\": \"ann\", \"title\": \"" + title + "\", \"description\": \"\\u0007\"}";
        String text = JSON.readTree("\"" + title + "\"").stringValue();
        TaskEvent created = new TaskCreated(MILK, new UserId("ann"), new Title(text), new Description("\u0007"));

        assertThat(read("TaskCreated", "1", stored)).isEqualTo(created);
        assertThat(JSON.readTree(stored(created).getData())).isEqualTo(JSON.readTree(stored));
    }

    @Test
    void a_task_without_a_description_is_stored_with_null() {
        String withoutDescription = """
                {"task_id": "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d", "user_id": "ann", "title": "Buy milk", "description": null}
                """;
        TaskEvent created = new TaskCreated(MILK, new UserId("ann"), new Title("Buy milk"), null);

        assertThat(JSON.readTree(stored(created).getData())).isEqualTo(JSON.readTree(withoutDescription));
        assertThat(read("TaskCreated", "1", withoutDescription)).isEqualTo(created);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"task_id\": \"019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d\", \"description\": null}",
            "{\"task_id\": \"019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d\"}"})
    void a_cleared_description_is_read_from_null_or_nothing(String cleared) {
        assertThat(read("TaskDescribed", "1", cleared)).isEqualTo(new TaskDescribed(MILK, null));
    }

    @Test
    void a_cleared_description_is_stored_as_null() {
        assertThat(JSON.readTree(stored(new TaskDescribed(MILK, null)).getData()))
                .isEqualTo(JSON.readTree("{\"task_id\": \"019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d\", \"description\": null}"));
    }

    /** What a release let requests say is read for ever, however strict requests have become. */
    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\ufeff", "\u3164", "\u202egnp.exe", "a\u0007b", "\u001b[31m red", "a\tb\r\nc", "a\u0085b", "a\u2028b"})
    void text_that_a_request_may_not_say_any_more_is_read(String text) {
        ObjectNode created = file(TaskCreated.class).put("title", text).put("description", text);
        assertThat(read("TaskCreated", "1", created.toString()))
                .isEqualTo(new TaskCreated(MILK, new UserId("auth0|ann"), new Title(text), new Description(text)));
    }

    @Test
    void metadata_is_stored_as_a_flat_object() {
        MetaData metaData = MetaData.from(Map.of("actor", "auth0|ann", "request_id", "r-1"));
        SerializedObject<String> stored = serializer.serialize(metaData, String.class);

        assertThat(JSON.readTree(stored.getData())).isEqualTo(JSON.readTree("{\"actor\": \"auth0|ann\", \"request_id\": \"r-1\"}"));
        assertThat(serializer.<String, Object>deserialize(stored)).isEqualTo(metaData);
    }

    private static Stream<Class<?>> everyEvent() {
        return Stream.of(TaskEvent.class.getPermittedSubclasses());
    }

    private static List<Path> everyFile() throws IOException, URISyntaxException {
        URL folder = EventJsonTest.class.getResource("/events");
        assertThat(folder).isNotNull();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().toList();
        }
    }

    private static TaskEvent told(Class<?> type) {
        return TOLD.stream().filter(type::isInstance).findAny()
                .orElseThrow(() -> new AssertionError("tell here what the file of " + type.getSimpleName() + " says"));
    }

    private static ObjectNode file(Class<?> type) {
        String name = "/events/" + nameOf(type) + "." + revisionOf(type) + ".json";
        try (var file = EventJsonTest.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return (ObjectNode) JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Class<?> type) {
        return type.getAnnotation(JsonTypeName.class).value();
    }

    private static String revisionOf(Class<?> type) {
        return type.getAnnotation(Revision.class).value();
    }

    private SerializedObject<String> stored(TaskEvent event) {
        return serializer.serialize(event, String.class);
    }

    private @Nullable Object read(String name, String revision, String json) {
        return serializer.deserialize(new SimpleSerializedObject<>(json, String.class, name, revision));
    }
}
