package io.taskledger.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.InvalidRequest.Kind;
import io.taskledger.kernel.InvalidRequest.Violation;
import io.taskledger.kernel.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class JsonFieldsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"title\": \"Buy milk\"}]", "null", "\"title\"", "3", "true"})
    void a_body_is_an_object(String body) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> fields(body))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.NOT_ALLOWED))
                .satisfies(refused -> assertThat(refused.violations()).containsExactly(new Violation("", "must be a JSON object")));
    }

    @Test
    void what_obeys_its_rule_is_read_through_it() {
        JsonFields fields = fields("{\"title\": \"milk\", \"description\": \"organic\", \"completed\": true}");

        assertThat(fields.requiredText("title", JsonFieldsTest::loud)).isEqualTo(Change.to("MILK"));
        assertThat(fields.textOrNull("description", JsonFieldsTest::loud)).isEqualTo(Change.to("ORGANIC"));
        assertThat(fields.flag("completed")).isEqualTo(Change.to(true));
        assertThatNoException().isThrownBy(fields::check);
    }

    @Test
    void what_is_absent_is_left_as_it_is() {
        JsonFields fields = fields("{}");

        assertThat(fields.text("title", JsonFieldsTest::loud)).isEqualTo(Change.none());
        assertThat(fields.textOrNull("description", JsonFieldsTest::loud)).isEqualTo(Change.none());
        assertThat(fields.flag("completed")).isEqualTo(Change.none());
        assertThatNoException().isThrownBy(fields::check);
    }

    @Test
    void null_clears_a_text_that_may_be_null() {
        JsonFields fields = fields("{\"description\": null}");

        assertThat(fields.textOrNull("description", JsonFieldsTest::loud)).isEqualTo(Change.to(null));
        assertThatNoException().isThrownBy(fields::check);
    }

    @Test
    void a_required_text_is_missed_once() {
        JsonFields fields = fields("{}");

        assertThat(fields.requiredText("title", JsonFieldsTest::loud)).isEqualTo(Change.none());
        assertThat(violations(fields)).containsExactly(new Violation("title", "must be given"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "3", "1.5", "true", "[]", "[\"milk\"]", "{}"})
    void a_text_is_a_json_string(String value) {
        JsonFields fields = fields("{\"title\": " + value + ", \"id\": " + value + "}");

        assertThat(fields.requiredText("title", JsonFieldsTest::loud)).isEqualTo(Change.none());
        assertThat(fields.text("id", JsonFieldsTest::loud)).isEqualTo(Change.none());
        assertThat(violations(fields))
                .containsExactly(new Violation("title", "must be a string"), new Violation("id", "must be a string"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "1.5", "true", "[]", "[null]", "{}"})
    void a_text_that_may_be_null_is_a_json_string_otherwise(String value) {
        JsonFields fields = fields("{\"description\": " + value + "}");

        assertThat(fields.textOrNull("description", JsonFieldsTest::loud)).isEqualTo(Change.none());
        assertThat(violations(fields)).containsExactly(new Violation("description", "must be a string"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "1", "\"true\"", "\"\"", "[]", "[true]", "{}"})
    void a_flag_is_a_json_boolean(String value) {
        JsonFields fields = fields("{\"completed\": " + value + "}");

        assertThat(fields.flag("completed")).isEqualTo(Change.none());
        assertThat(violations(fields)).containsExactly(new Violation("completed", "must be true or false"));
    }

    @Test
    void a_rule_that_is_broken_is_reported_in_its_own_words() {
        JsonFields fields = fields("{\"title\": \"hush\", \"description\": \"hush\"}");

        assertThat(fields.requiredText("title", JsonFieldsTest::loud)).isEqualTo(Change.none());
        assertThat(fields.textOrNull("description", JsonFieldsTest::loud)).isEqualTo(Change.none());
        assertThat(violations(fields))
                .containsExactly(new Violation("title", "must not be quiet"), new Violation("description", "must not be quiet"));
    }

    @Test
    void everything_that_is_wrong_is_reported_at_once() {
        JsonFields fields = fields("{\"title\": 3, \"completed\": \"no\", \"id\": \"1\", \"owner\": \"bob\"}");

        fields.requiredText("title", JsonFieldsTest::loud);
        fields.flag("completed");
        assertThat(violations(fields)).extracting(Violation::field).containsExactly("title", "completed", "id", "owner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "Title", "title ", "", "user_id", "a.b", "$title"})
    void a_field_that_nobody_asked_for_is_named(String field) {
        JsonFields fields = fields("{\"title\": \"milk\", \"" + field + "\": null}");

        fields.requiredText("title", JsonFieldsTest::loud);
        assertThat(violations(fields))
                .containsExactly(new Violation(field, "must not be sent: this request has no such field"));
    }

    @Test
    void of_very_many_fields_that_nobody_asked_for_the_first_twenty_are_named() {
        String body = IntStream.range(0, 1000).mapToObj("\"f%d\": 0"::formatted).collect(Collectors.joining(",", "{", "}"));

        assertThat(violations(fields(body))).extracting(Violation::field)
                .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj("f%d"::formatted).toList());
    }

    private static JsonFields fields(String body) {
        return new JsonFields(JSON.readTree(body));
    }

    private static List<Violation> violations(JsonFields fields) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, fields::check);
        assertThat(refused).as("what check throws").isNotNull();
        assertThat(refused.kind()).isEqualTo(Kind.NOT_ALLOWED);
        return refused.violations();
    }

    private static String loud(String text) {
        if (text.equals("hush")) {
            throw new InvalidValue("must not be quiet");
        }
        return text.toUpperCase(Locale.ROOT);
    }
}
