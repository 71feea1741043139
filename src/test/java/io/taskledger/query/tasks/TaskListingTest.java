package io.taskledger.query.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.kernel.UserId;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;

import java.util.List;

/** What a listing searches for, and what its cursors hold. */
class TaskListingTest {

    @Test
    void a_cursor_holds_the_search_as_the_release_before_wrote_it() {
        TaskListing listing = listing(" rent\u00a0");
        assertThat(listing.text()).isEqualTo("rent");
        assertThat(listing.question()).isEqualTo(List.of("tasks", "ann", "null", " rent\u00a0", "-created_at"));
    }

    @Test
    void a_blank_search_is_none() {
        assertThat(listing("\t ").question()).isEqualTo(List.of("tasks", "ann", "null", "", "-created_at"));
    }

    private static TaskListing listing(String q) {
        var parameters = new LinkedMultiValueMap<String, String>();
        parameters.add("q", q);
        return TaskListing.parse(new UserId("ann"), parameters);
    }
}
