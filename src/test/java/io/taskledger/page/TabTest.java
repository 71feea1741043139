package io.taskledger.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

/** What goes wrong in a page is noticed, or the tests beside this one would show little. */
@NeedsBrowser
class TabTest {

    private static final String PAGE = "http://page.test/";

    private final Page page = Chromium.browser().newPage();
    private final Tab tab = Tab.on(page);

    @BeforeEach
    void a_page_under_a_strict_policy() {
        page.route("**/*", route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
        page.route(PAGE, route -> route.fulfill(new Route.FulfillOptions()
                .setContentType("text/html")
                .setHeaders(Map.of("Content-Security-Policy", "default-src 'self'; img-src data:"))
                .setBody("<link rel=icon href=data:,><link rel=stylesheet href=/style.css><h1>A page</h1>")));
        page.route("**/style.css", route -> route.fulfill(new Route.FulfillOptions().setContentType("text/css").setBody("h1 { color: teal }")));
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void a_page_that_is_in_order_gives_no_cause() {
        page.navigate(PAGE);
        page.evaluate("() => { const request = new AbortController(); fetch('/later', {signal: request.signal}).catch(() => {}); request.abort(); }");
        tab.expectNoComplaint();
    }

    @Test
    void what_a_policy_forbids_is_noticed() {
        page.navigate(PAGE);
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')");
        page.waitForCondition(() -> !tab.complaints().isEmpty());
        assertThat(tab.complaints().getFirst()).startsWith("error: ").contains("Content Security Policy");
        assertThatThrownBy(tab::expectNoComplaint).isInstanceOf(AssertionError.class);
    }

    @Test
    void so_is_an_uncaught_error() {
        page.navigate(PAGE);
        page.evaluate("() => { setTimeout(() => { throw new Error('oh'); }); }");
        page.waitForCondition(() -> tab.complaints().stream().anyMatch(complaint -> complaint.startsWith("uncaught: ") && complaint.contains("oh")));
    }

    @Test
    void so_is_a_refusal_and_a_failure_unless_they_were_expected() {
        page.navigate(PAGE);
        page.route("**/down", Route::abort);
        page.evaluate("fetch('/nowhere').then(() => fetch('/down')).catch(() => {})");
        page.waitForCondition(() -> tab.complaints().size() == 2);
        assertThat(tab.complaints()).containsExactly("404 GET /nowhere", "failed GET /down: net::ERR_FAILED");

        tab.expecting("^404 GET /nothing$");
        page.evaluate("fetch('/nothing')");
        assertThat(tab.complaints()).hasSize(2);
    }
}
