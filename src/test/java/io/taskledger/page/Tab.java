package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page, and what a developer would have seen in the console beside it. */
final class Tab {

    /** What the console says of an answer or a failure that is noted already. */
    private static final Pattern SAID_TWICE = Pattern.compile("Failed to load resource: .*");

    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    private Tab(Page page) {
        this.page = page;
    }

    static Tab on(Page page) {
        var tab = new Tab(page);
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type()) && !SAID_TWICE.matcher(message.text()).matches()) {
                tab.complain(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> tab.complain("uncaught: " + error));
        page.onRequestFailed(tab::failed);
        page.onResponse(tab::answered);
        return tab;
    }

    SignIn signIn() {
        return new SignIn(page);
    }

    TasksView tasks() {
        return new TasksView(page);
    }

    HistoryView history() {
        return new HistoryView(page);
    }

    AuditView audit() {
        return new AuditView(page);
    }

    OperationsView operations() {
        return new OperationsView(page);
    }

    Shell shell() {
        return new Shell(page);
    }

    Page page() {
        return page;
    }

    /** Waits until one is in. */
    Tab letIn(String token) {
        signIn().with(token);
        assertThat(shell().heading("Tasks")).isVisible();
        return this;
    }

    /** Has the page believe that nobody sees it, or that somebody does: to Playwright all tabs are in front. */
    void setHidden(boolean hidden) {
        page.evaluate("""
                hidden => {
                    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
                    document.dispatchEvent(new Event("visibilitychange"));
                }""", hidden);
    }

    /** From now on: {@code 412 PATCH /api/tasks/…}, {@code failed GET …}, {@code error: …} from the console, {@code uncaught: …}. */
    Tab expecting(String complaint) {
        expected.add(Pattern.compile(complaint));
        return this;
    }

    void expectNoComplaint() {
        assertThat(complaints).as("unexpected in %s", page.url()).isEmpty();
    }

    /** What came unexpected until now. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private void answered(Response answer) {
        if (answer.status() >= 400) {
            complain(answer.status() + " " + line(answer.request()));
        }
    }

    private void failed(Request request) {
        if (!"net::ERR_ABORTED".equals(request.failure())) { // the page's own doing
            complain("failed " + line(request) + ": " + request.failure());
        }
    }

    private static String line(Request request) {
        URI address = URI.create(request.url());
        return request.method() + " " + address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    }

    private void complain(String complaint) {
        if (expected.stream().noneMatch(pattern -> pattern.matcher(complaint).find())) {
            complaints.add(complaint);
        }
    }
}
