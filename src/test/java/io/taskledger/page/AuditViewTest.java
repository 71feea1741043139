package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import com.microsoft.playwright.options.AriaRole;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ApplicationTest
@NeedsBrowser
class AuditViewTest {

    private static final String LONG_AGO = "2000-01-01";
    private static final String LONG_AFTER = "2199-12-31";

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String user = "user-" + Generators.timeBasedEpochGenerator().generate();
    private final Api anyone;
    private final Api api;

    AuditViewTest(@Autowired Api api, @LocalServerPort int port) {
        this.anyone = api;
        this.api = api.as(user);
        this.port = port;
    }

    @Test
    void everything_that_happened_is_there_and_can_be_narrowed_down() {
        String milk = api.create("Buy milk").path();
        api.patch(milk, Json.object("title", "Buy oat milk")).expect(200);
        String call = api.create("Call Ann").path();
        api.post(call + "/complete").expect(200);
        api.delete(milk).expect(204);
        api.post(milk + "/restore").expect(200);
        anyone.asSomeone().create("a secret of another");

        Tab tab = open();
        assertThat(tab.audit().entries()).containsText(new String[] {"Restored", "Deleted", "Completed", "Created", "Renamed", "Created"});
        assertThat(tab.audit().entries()).containsText(new String[] {"Buy oat milk", "Buy oat milk", "Call Ann", "Call Ann", "Buy oat milk", "Buy milk"});
        assertThat(tab.page().content()).doesNotContain("a secret of another");

        tab.audit().ofType("Created");
        assertThat(tab.audit().entries()).containsText(new String[] {"Call Ann", "Buy milk"});
        tab.audit().ofTask("call", "Call Ann");
        assertThat(tab.audit().entries()).containsText(new String[] {"Call Ann"});
        tab.audit().ofType("All");
        assertThat(tab.audit().entries()).containsText(new String[] {"Completed", "Created"});
        tab.audit().ofAllTasks();
        tab.audit().to(LONG_AGO);
        assertThat(tab.page().getByText("No change is like that")).isVisible();
        tab.audit().clear();
        assertThat(tab.audit().entries()).hasCount(6);
        tab.audit().from(LONG_AFTER);
        assertThat(tab.page().getByText("No change is like that")).isVisible();
        tab.audit().from(LONG_AGO);
        tab.audit().to(LONG_AFTER);
        assertThat(tab.audit().entries()).hasCount(6);
    }

    @Test
    void what_has_happened_since_is_announced_and_shown_when_one_wants_it() {
        api.create("Buy milk");
        Tab tab = open();
        assertThat(tab.audit().entries()).hasCount(1);
        api.create("Call Ann");
        assertThat(tab.audit().fresh()).hasText("1 new change");
        assertThat(tab.audit().entries()).hasCount(1);
        tab.audit().fresh().click();
        assertThat(tab.audit().entries()).containsText(new String[] {"Call Ann", "Buy milk"});
    }

    @Test
    void it_leads_to_the_history_of_tasks_that_are_deleted_too() {
        api.delete(api.create("Buy milk").path()).expect(204);
        Tab tab = open();
        tab.audit().entries().first().getByRole(AriaRole.LINK).getByText("Buy milk").click();
        assertThat(tab.history().heading()).containsText("Buy milk");
        assertThat(tab.history().changes()).containsText(new String[] {"Created", "Deleted"});
    }

    private Tab open() {
        Tab tab = browsing.open(port, Tokens.of(user));
        tab.shell().view("Audit").click();
        assertThat(tab.shell().heading("Audit")).isVisible();
        return tab;
    }
}
