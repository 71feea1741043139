package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Who tries an operation out in Swagger UI presses "Execute", having filled in nothing but whose path it is. */
@ApplicationTest
@NeedsBrowser
class SwaggerTest {

    /** What nobody asked for is not sent. */
    private static final Set<String> OPTIONAL_HEADERS = Set.of("if-match", "if-none-match", "idempotency-key", "prefer", "last-event-id");

    /** They say what is so by themselves: they are what a request without them means. */
    private static final Set<String> DEFAULTS = Set.of("sort=-created_at", "limit=50");

    /** What else is right, the first time or the second: there is nothing to cancel, it runs already, it is deleted already. */
    private static final Map<String, Set<Integer>> ALSO_RIGHT = Map.of(
            "cancelRebuild", Set.of(404), "cancelVerification", Set.of(404), "rebuildProjection", Set.of(409), "verifyProjection", Set.of(409),
            "deleteTask", Set.of(404), "getRebuild", Set.of(404), "getVerification", Set.of(404));

    /** It never ends: its answer has begun, which is all that there is to see. */
    private static final Set<String> ENDLESS = Set.of("streamChanges");

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;
    private final String token = Tokens.with(claims -> claims.subject("user-" + Generators.timeBasedEpochGenerator().generate()).claim("role", "admin"));
    private final Api api;

    SwaggerTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api.withToken(token);
        this.port = port;
    }

    @Test
    void every_operation_works_when_execute_is_pressed_and_when_it_is_pressed_again() {
        List<String> operations = api.get("/v3/api-docs").expect(200).json().findValuesAsString("operationId");
        assertThat(operations).hasSizeGreaterThan(22);
        Page page = authorized();
        operations.forEach(id -> tryOut(page, id));
    }

    private Page authorized() {
        Tab tab = browsing.open(port).expecting("^(404|409) ");
        Page page = tab.page();
        page.navigate("/swagger-ui/index.html");
        page.locator(".auth-wrapper .authorize").first().click();
        page.locator(".modal-ux input").fill(token);
        page.locator(".modal-ux button.authorize").click();
        page.locator(".modal-ux .btn-done").click();
        return page;
    }

    private void tryOut(Page page, String id) {
        Locator block = page.locator(".opblock[id$='-" + id + "']");
        block.locator(".opblock-summary-control").click();
        block.locator(".try-out__btn").click();
        Locator task = block.locator("tr[data-param-name='id'] input");
        if (task.count() > 0) {
            task.fill(api.create("tried out").id());
        }
        for (int time = 1; time <= (ENDLESS.contains(id) ? 1 : 2); time++) {
            Response answer = page.waitForResponse(response -> response.url().contains("/api/"), () -> block.locator(".execute").click());
            expectPlain(id, answer.request());
            boolean right = answer.status() < 300 || ALSO_RIGHT.getOrDefault(id, Set.of()).contains(answer.status());
            assertThat(right).as("%s, time %s: %s %s", id, time, answer.request().url(), answer.status()).isTrue();
            if (!ENDLESS.contains(id)) {
                assertThat(block.locator(".live-responses-table .response .response-col_status")).containsText(Integer.toString(answer.status()));
            }
        }
        block.locator(".opblock-summary-control").click();
    }

    private static void expectPlain(String id, Request request) {
        assertThat(request.headers().keySet()).as("headers of %s", id).doesNotContainAnyElementsOf(OPTIONAL_HEADERS);
        String query = Objects.requireNonNullElse(URI.create(request.url()).getQuery(), "");
        assertThat(query.isEmpty() ? List.of() : List.of(query.split("&"))).as("parameters of %s", id).isSubsetOf(DEFAULTS);
    }
}
