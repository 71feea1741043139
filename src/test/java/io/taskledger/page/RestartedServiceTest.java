package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Api;
import io.taskledger.support.RunningService;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.HashMap;
import java.util.Map;

/** {@code kill -9} of the service under an open page, and a new one at the same address. */
@NeedsBrowser
class RestartedServiceTest {

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final Map<String, String> environment = new HashMap<>(Map.of("DATABASE_URL", TestPostgres.newDatabase(), "BETTER_AUTH_SECRET", Tokens.SECRET));

    @Test
    void the_page_says_so_and_heals_and_loses_nothing() throws Exception {
        Tab tab;
        try (var service = RunningService.start(environment)) {
            environment.put("PORT", String.valueOf(service.port()));
            Api ann = service.api().as("ann");
            ann.create("Buy bread");
            ann.create("Buy milk");
            tab = browsing.open(service.port(), Tokens.of("ann"));
            tab.tasks().expectTitles("Buy milk", "Buy bread");
            assertThat(tab.shell().live()).isVisible();
            tab.tasks().edit("Buy milk").title().fill("Buy oat milk");
            tab.tasks().composer().fill("Call A");
            tab.expecting("^failed ");
            service.kill();
        }
        assertThat(tab.shell().connection()).containsText("The connection is lost");
        tab.tasks().composer().pressSequentially("nn");
        tab.tasks().toggle("Buy bread");
        assertThat(tab.tasks().alert()).containsText("“Buy bread” was not completed");
        assertThat(tab.tasks().checkbox("Buy bread")).not().isChecked();

        try (var service = RunningService.start(environment)) {
            assertThat(tab.shell().live()).isVisible();
            assertThat(tab.shell().connection()).isEmpty();
            assertThat(tab.tasks().composer()).hasValue("Call Ann");
            assertThat(tab.tasks().editor("Buy milk").title()).hasValue("Buy oat milk");
            tab.tasks().composer().press("Enter");
            tab.tasks().editor("Buy milk").save();
            tab.tasks().expectTitles("Call Ann", "Buy oat milk", "Buy bread");
            Api ann = service.api().as("ann");
            await().until(() -> ann.get("/api/tasks/summary").json().get("total").intValue() == 3);
            ann.create("made elsewhere, later");
            tab.tasks().expectTitles("made elsewhere, later", "Call Ann", "Buy oat milk", "Buy bread");
        }
    }
}
