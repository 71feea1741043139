package io.taskledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;
import java.util.UUID;

class TaskIdTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff"})
    void is_a_uuid_of_any_version(String uuid) {
        assertThat(TaskId.parse(uuid)).isEqualTo(new TaskId(UUID.fromString(uuid))).hasToString(uuid);
    }

    @Test
    void is_written_in_lower_case_however_it_was_read() {
        assertThat(TaskId.parse("019B2C3D-4e5f-7A6B-8C9D-0E1F2A3B4C5D")).hasToString("019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "1-1-1-1-1", "milk",
            "019b2c3d4e5f7a6b8c9d0e1f2a3b4c5d",
            "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5",
            "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d0",
            "0019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
            "019b2c3d-4e5f-7a6b-8c9d0-e1f2a3b4c5d",
            "019b2c3g-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
            "-19b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
            "{019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d}",
            "urn:uuid:019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
            " 019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
            "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d ",
            "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d\n",
            "\u0660\u0661\u0669b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
            "\uFF1019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
            "019b2c3d\u20104e5f-7a6b-8c9d-0e1f2a3b4c5d"})
    void is_nothing_but_the_36_characters_of_rfc_9562(String text) {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> TaskId.parse(text)).withMessageStartingWith("must be a UUID");
    }

    @Property
    void is_read_as_it_was_written_in_either_case(@ForAll long most, @ForAll long least) {
        TaskId id = new TaskId(new UUID(most, least));
        assertThat(TaskId.parse(id.toString())).isEqualTo(id);
        assertThat(TaskId.parse(id.toString().toUpperCase(Locale.ROOT))).isEqualTo(id);
    }
}
