package io.taskledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class EntityTagTest {

    private static final List<String> EPOCHS = List.of("", "9f3c1b7a-52e4", "9f3c1b7a-52e5", "00000000-0000", "12345678-1234");

    @Test
    void in_the_first_epoch_it_is_the_version() {
        assertThat(new EntityTag("", 3)).hasToString("\"3\"").extracting(EntityTag::value).isEqualTo("3");
    }

    @Test
    void no_tag_of_one_epoch_is_one_of_another() {
        assertThat(EPOCHS.stream().flatMap(epoch -> Stream.concat(
                        LongStream.rangeClosed(0, 130).boxed(), Stream.of(12_345_678L, 123_456_781_234L, Long.MAX_VALUE))
                .map(version -> new EntityTag(epoch, version).value()))).doesNotHaveDuplicates();
    }

    @Test
    void it_is_read_back_from_a_header_as_it_was_written() {
        for (String epoch : EPOCHS) {
            var tag = new EntityTag(epoch, 3);
            EntityTags strong = EntityTags.parse("If-Match", List.of(tag.toString()));
            assertThat(strong.nameStrongly(tag)).isTrue();
            assertThat(strong.nameStrongly(new EntityTag(epoch, 4))).isFalse();
            EntityTags weak = EntityTags.parse("If-Match", List.of("W/" + tag));
            assertThat(weak.nameStrongly(tag)).isFalse();
            assertThat(weak.nameWeakly(tag)).isTrue();
        }
    }
}
