package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.List;

/** What was typed and not saved is lost by nothing but its author's will. */
@ApplicationTest
@NeedsBrowser
class DraftsTest {

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api api;

    DraftsTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api.as(user);
        this.port = port;
    }

    @Test
    void what_was_typed_can_be_taken_up_after_another_task_is_edited() {
        Tab tab = openWithDraftOfMilkPutAside();
        assertThat(tab.tasks().alert()).containsText("“Buy milk” was not saved");
        tab.tasks().takeUp();
        assertThat(tab.tasks().editor("Buy milk").description()).hasValue("two litres");
        assertThat(tab.page().getByText("was not saved")).hasCount(0); // nothing was typed for the other

        tab.tasks().editor("Buy milk").save();
        assertThat(tab.tasks().row("Buy milk")).containsText("two litres");
        await().until(() -> api.get("/api/tasks?q=milk").json().at("/items/0/description").asString().equals("two litres"));
    }

    @Test
    void a_key_that_edits_what_is_edited_keeps_what_was_typed() {
        api.create("Buy milk");
        Tab tab = browsing.open(port, Tokens.of(user));
        TasksView.Editor editor = tab.tasks().edit("Buy milk");
        editor.description().fill("two litres");
        editor.form().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save")).press("e");
        assertThat(editor.description()).hasValue("two litres");
    }

    @Test
    void of_two_drafts_of_one_task_each_can_be_taken_up() {
        Tab tab = openWithDraftOfMilkPutAside();
        tab.tasks().edit("Buy milk").description().fill("three litres");
        tab.tasks().takeUp();
        assertThat(tab.tasks().editor("Buy milk").description()).hasValue("two litres");
        tab.tasks().takeUp();
        assertThat(tab.tasks().editor("Buy milk").description()).hasValue("three litres");
    }

    @Test
    void drafts_that_were_not_saved_stay_however_many_there_are() {
        List<String> titles = List.of("one", "two", "three", "four", "five");
        titles.forEach(api::create);
        Tab tab = browsing.open(port, Tokens.of(user));
        titles.forEach(title -> tab.tasks().edit(title).description().fill("of " + title));
        for (String title : titles.subList(0, 4)) {
            assertThat(tab.tasks().alert()).containsText("“" + title + "” was not saved");
        }
    }

    private Tab openWithDraftOfMilkPutAside() {
        api.create("Buy milk");
        api.create("Call Ann");
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.tasks().edit("Buy milk").description().fill("two litres");
        tab.tasks().edit("Call Ann");
        return tab;
    }
}
