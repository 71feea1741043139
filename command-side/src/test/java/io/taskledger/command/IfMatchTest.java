package io.taskledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.taskledger.kernel.EntityTag;
import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.Preconditions;
import io.taskledger.kernel.VersionMismatch;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The header of RFC 9110, section 13.1.1, and the entity tags of its section 8.8.3. */
class IfMatchTest {

    @Test
    void no_header_allows_every_version() {
        assertThat(parsed().allows(0)).isTrue();
        assertThat(parsed().allows(Long.MAX_VALUE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " * ", "\t*"})
    void a_star_allows_every_version(String star) {
        assertThat(parsed(star).allows(3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"3\"", " \"3\"\t", "\"2\", \"3\"", "\"3\",\"4\"", "\"2\" ,\t\"3\" , \"4\"", "W/\"3\", \"3\"", "\"3\", \"three\"",
            ",\"3\"", ", ,\"3\",, ,", "\"2\",,\"3\"", "\"\", \"3\"", "\"a,b\", \"3\"", "\"a,\", \"3\"", "\"\u00FC\", \"3\"", "\"*\", \"3\""})
    void the_version_that_is_listed_is_allowed(String header) {
        assertThat(parsed(header).allows(3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"2\"", "\"33\"", "\"03\"", "\"+3\"", "\"3.0\"", "\"0x3\"", "\"-3\"", "\"\"", "\"*\"", "\"2\", \"4\"",
            "\"2,3,4\"", "\"a,3,\"", "\"W/3\""})
    void a_version_that_is_not_listed_is_not_allowed(String header) {
        assertThat(parsed(header).allows(3)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"3\"", "W/\"3\", W/\"3\"", "W/\"3\", \"4\""})
    void a_weak_tag_never_matches(String header) {
        assertThat(parsed(header).allows(3)).isFalse();
    }

    @Test
    void a_version_is_matched_as_it_is_written_in_an_etag() {
        assertThat(parsed("\"0\"").allows(0)).isTrue();
        assertThat(parsed("\"00\"").allows(0)).isFalse();
        assertThat(parsed("\"9223372036854775807\"").allows(Long.MAX_VALUE)).isTrue();
        assertThat(parsed("\"9223372036854775808\"").allows(Long.MIN_VALUE)).isFalse();
    }

    @Test
    void several_header_lines_are_one_list() {
        assertThat(parsed("\"2\"", "\"3\", \"4\"").allows(3)).isTrue();
        assertThat(parsed("\"2\"", "W/\"3\"").allows(3)).isFalse();
        assertThat(parsed("\"2\"", "", "\"3\"").allows(3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "3", "\"3", "3\"", "'3'", "w/\"3\"", "W\"3\"", "W/3", "W/ \"3\"", "W/*", "\"3\" \"4\"", "\"3\"\"4\"", "\"3\"; \"4\"",
            "\"3\", 4", "3, \"4\"", "\"3\", \"4", "\"3 4\"", "\"a\tb\"", "\"\u007F\"", "*, \"3\"", "\"3\", *", "**", "*,*", "\"3\"x",
            "x\"3\"", "\"3\"\u0085", "\u00A0\"3\"", "\"3\"W/", "\"\\\"\""})
    void what_is_malformed_cannot_be_read(String header) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> parsed(header)).satisfies(refused -> {
            assertThat(refused.kind()).isEqualTo(InvalidRequest.Kind.UNREADABLE);
            assertThat(refused.violations()).singleElement()
                    .satisfies(violation -> assertThat(violation.field()).isEqualTo("If-Match"));
        });
    }

    @Test
    void a_malformed_line_spoils_the_lines_around_it() {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> parsed("\"3\"", "four", "\"5\""));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> parsed("\"3\"", "*"));
    }

    @Test
    void a_list_may_be_as_long_as_headers_get() {
        String list = LongStream.range(0, 50_000).mapToObj(version -> "\"" + version + "\"").collect(Collectors.joining(", "));
        assertThat(parsed(list).allows(49_999)).isTrue();
        assertThat(parsed(list).allows(50_000)).isFalse();
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> parsed(list + ", 50000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ",", ", ", "\t", "\"", "W/", "\"3\"", "W/\""})
    void a_long_malformed_header_is_refused_like_a_short_one(String part) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> parsed(part.repeat(50_000) + "x"));
    }

    @Property
    void exactly_the_listed_versions_are_allowed(@ForAll Set<@LongRange(min = 0, max = 50) Long> listed) {
        String list = listed.stream().map(version -> "\"" + version + "\"").collect(Collectors.joining(","));
        Held ifMatch = listed.isEmpty() ? parsed("\"none\"") : parsed(list);
        assertThat(LongStream.rangeClosed(0, 50).filter(ifMatch::allows).boxed()).containsExactlyInAnyOrderElementsOf(listed);
    }

    private static Held parsed(String... headers) {
        return new Held(Preconditions.parse(List.of(headers), List.of()));
    }

    private record Held(Preconditions preconditions) {

        boolean allows(long version) {
            try {
                preconditions.requireAt(new EntityTag("", version));
                return true;
            } catch (VersionMismatch _) {
                return false;
            }
        }
    }
}
