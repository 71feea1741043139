package io.taskledger.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.taskledger.TaskLedger;
import io.taskledger.support.Api;
import io.taskledger.support.Json;
import io.taskledger.support.TestPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How soon the page shows tasks. It measures and holds nothing: {@code bench/page} runs it. */
@NeedsBrowser
class FirstPaint {

    private static final int TASKS = 200;
    private static final int WARM_UP = 20;

    /** From the document's last byte until the first frame with a task in it has been painted, in milliseconds. */
    private static final String WATCH = """
            new MutationObserver((_, watch) => {
                if (document.querySelector("ul[aria-label=Tasks] > li")) {
                    watch.disconnect();
                    requestAnimationFrame(() => setTimeout(() => window.painted = performance.now() - performance.getEntriesByType("navigation")[0].responseEnd));
                }
            }).observe(document, { childList: true, subtree: true });
            """;

    private static final String SCRIPT_BYTES = """
            performance.getEntriesByType("resource").filter(({ name }) => /\\.m?js$/.test(name)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)""";

    @Test
    void of_a_list_of_tasks() {
        try (ConfigurableApplicationContext service = SpringApplication.run(TaskLedger.class, "--DATABASE_URL=" + TestPostgres.newDatabase(), "--PORT=0")) {
            int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            Api api = Api.on(() -> port);
            Api ann = api.withToken(api.post("/dev/token", Json.object("user_id", "ann")).expect(200).json().get("token").stringValue());
            IntStream.range(0, TASKS).forEach(i -> ann.create("Task " + i));

            int loads = Integer.getInteger("loads", 50);
            String address = "http://localhost:%d/#/tasks?user=ann".formatted(port);
            IntStream.range(0, WARM_UP).forEach(_ -> visit(address, 1));
            List<Double> first = new ArrayList<>();
            List<Double> again = new ArrayList<>();
            for (int i = 0; i < loads; i++) {
                List<Double> visits = visit(address, 2);
                first.add(visits.getFirst());
                again.add(visits.getLast());
            }
            System.out.printf("%n| %-34s | %8s | %8s | %8s |%n|%s|%n", "from the document to tasks painted", "p50", "p90", "max", "-".repeat(36) + "|" + ("-".repeat(10) + "|").repeat(2) + "-".repeat(10));
            print("first visit", first);
            print("again, by the browser's cache", again);
            System.out.printf("%nscript, compressed, as the browser got it: %,d bytes%n", scriptBytes(address));
        }
    }

    /** In a new browser profile, which keeps files between its loads. */
    private static List<Double> visit(String address, int loads) {
        try (BrowserContext profile = Chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 800))) {
            Page page = profile.newPage();
            page.addInitScript(WATCH);
            return IntStream.range(0, loads).mapToObj(_ -> {
                page.navigate("about:blank");
                page.navigate(address);
                return Double.parseDouble(String.valueOf(page.waitForFunction("() => window.painted").jsonValue()));
            }).toList();
        }
    }

    private static long scriptBytes(String address) {
        try (BrowserContext profile = Chromium.browser().newContext()) {
            Page page = profile.newPage();
            page.navigate(address);
            page.getByLabel("New task").waitFor();
            return Long.parseLong(String.valueOf(page.evaluate(SCRIPT_BYTES)));
        }
    }

    private static void print(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf("| %-34s | %5.0f ms | %5.0f ms | %5.0f ms |%n", what, sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 9 / 10), sorted.getLast());
    }
}
