package io.taskledger.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The tabs that a test opens. They are closed after it, and a test in which one of them met something that it did not expect fails. Of one that
 * fails, what they showed is left in {@code target/page}.
 */
final class Browsing implements BeforeEachCallback, AfterEachCallback {

    private static final double PATIENCE_MILLIS = Duration.ofSeconds(30).toMillis();
    private static final Path FOLDER = Path.of("target", "page");

    private final List<Tab> tabs = new ArrayList<>();

    @Override
    public void beforeEach(ExtensionContext context) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    /** The page of the service at the port, in a browser profile of its own, as that of another person or machine. */
    Tab open(int port) {
        return open(port, Looks.LIGHT);
    }

    Tab open(int port, Looks looks) {
        var options = new Browser.NewContextOptions().setBaseURL("http://localhost:" + port).setLocale("en-GB").setTimezoneId("UTC");
        looks.accept(options);
        BrowserContext profile = Chromium.browser().newContext(options);
        profile.setDefaultTimeout(PATIENCE_MILLIS);
        return show(profile);
    }

    /** With somebody in. */
    Tab open(int port, String token) {
        return open(port, token, Looks.LIGHT);
    }

    Tab open(int port, String token, Looks looks) {
        return open(port, looks).letIn(token);
    }

    /** A tab beside another, in the same profile. */
    Tab openBeside(Tab tab) {
        return show(tab.page().context());
    }

    private Tab show(BrowserContext profile) {
        var tab = Tab.on(profile.newPage());
        tabs.add(tab);
        tab.page().navigate("/");
        return tab;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (context.getExecutionException().isPresent()) {
                keepWhatTheyShowed(context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName());
            }
            tabs.forEach(Tab::expectNoComplaint);
        } finally {
            tabs.stream().map(tab -> tab.page().context()).distinct().forEach(BrowserContext::close);
            tabs.clear();
        }
    }

    private void keepWhatTheyShowed(String test) {
        for (int i = 0; i < tabs.size(); i++) {
            tabs.get(i).page().screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(test + "-" + i + ".png")));
        }
    }
}
