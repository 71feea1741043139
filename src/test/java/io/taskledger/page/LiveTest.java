package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happens elsewhere shows here, and nobody is shown what isn't theirs. */
@ApplicationTest
@NeedsBrowser
class LiveTest {

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api anyone;
    private final Api api;

    LiveTest(@Autowired Api api, @LocalServerPort int port) {
        this.anyone = api;
        this.api = api.as(user);
        this.port = port;
    }

    @Test
    void two_windows_of_one_person_show_the_same() {
        Tab desk = browsing.open(port, Tokens.of(user));
        Tab phone = browsing.open(port, Tokens.of(user), Looks.PHONE);
        desk.tasks().add("Buy milk");
        phone.tasks().expectTitles("Buy milk");
        phone.tasks().add("Call Ann");
        desk.tasks().expectTitles("Call Ann", "Buy milk");
        desk.tasks().toggle("Buy milk");
        assertThat(phone.tasks().checkbox("Buy milk")).isChecked();
        phone.tasks().expectCounts(2, 1, 1);
        phone.tasks().edit("Call Ann").title().fill("Call Ann at noon");
        phone.tasks().editor("Call Ann").save();
        desk.tasks().expectTitles("Call Ann at noon", "Buy milk");
        desk.tasks().delete("Buy milk");
        phone.tasks().expectTitles("Call Ann at noon");
        desk.tasks().undo();
        phone.tasks().expectTitles("Call Ann at noon", "Buy milk");
        assertThat(phone.tasks().checkbox("Buy milk")).isChecked();
    }

    @Test
    void so_do_two_tabs_of_one_browser_and_programs() {
        Tab one = browsing.open(port, Tokens.of(user));
        Tab other = browsing.openBeside(one).letIn(Tokens.of(user));
        api.create("made by a program");
        one.tasks().expectTitles("made by a program");
        other.tasks().expectTitles("made by a program");
    }

    @Test
    void what_is_filtered_out_elsewhere_leaves_and_what_comes_to_fit_comes() {
        Tab open = browsing.open(port, Tokens.of(user));
        open.tasks().show("Open");
        Tab completed = browsing.open(port, Tokens.of(user));
        completed.tasks().show("Completed");
        String task = api.create("Buy milk").path();
        open.tasks().expectTitles("Buy milk");
        api.post(task + "/complete").expect(200);
        completed.tasks().expectTitles("Buy milk");
        open.tasks().expectTitles();
        open.tasks().expectCounts(1, 0, 1);
    }

    /** A browser has six connections to a service, for all of its tabs. */
    @Test
    void a_page_that_nobody_sees_gives_its_connection_back_and_shows_what_came_meanwhile() {
        Tab tab = browsing.open(port, Tokens.of(user));
        List<String> ended = new CopyOnWriteArrayList<>();
        tab.page().onRequestFailed(request -> ended.add(URI.create(request.url()).getPath()));
        api.create("while it is seen");
        tab.tasks().expectTitles("while it is seen");
        tab.setHidden(true);
        tab.page().waitForCondition(() -> ended.contains("/api/changes/stream"));
        api.create("while nobody looks");
        tab.setHidden(false);
        tab.tasks().expectTitles("while nobody looks", "while it is seen");
        api.create("seen again");
        tab.tasks().expectTitles("seen again", "while nobody looks", "while it is seen");
        org.assertj.core.api.Assertions.assertThat(ended).containsExactly("/api/changes/stream");
    }

    /** Once what came later has been shown, what came before would have been. */
    @Test
    void another_person_sees_nothing_of_it() {
        String another = "another-than-" + user;
        Tab ann = browsing.open(port, Tokens.of(user));
        Tab bob = browsing.open(port, Tokens.of(another));
        ann.tasks().add("Ann's secret");
        ann.tasks().expectTitles("Ann's secret");
        anyone.as(another).create("Bob's own");
        bob.tasks().expectTitles("Bob's own");
        bob.tasks().expectCounts(1, 1, 0);
        org.assertj.core.api.Assertions.assertThat(bob.page().content()).doesNotContain("Ann's secret");
    }
}
