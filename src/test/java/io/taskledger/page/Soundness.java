package io.taskledger.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** What everybody can rely on, however they read a page. */
final class Soundness {

    /** What it finds, a sentence for each rule that is broken. It has no need to tell which are kept, which takes it longer. */
    private static final String ANALYZE = """
            async () => {
                const { violations } = await axe.run(document, { resultTypes: ["violations"] });
                return violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)}`);
            }""";

    private Soundness() {}

    /** By all of axe-core's rules, its advice included. */
    static void expectAccessible(Page page, String what) {
        if (page.evaluate("'axe' in window").equals(false)) {
            page.evaluate(axe());
        }
        assertThat((List<?>) page.evaluate(ANALYZE)).as("what axe-core finds in %s at %s", what, page.url()).isEmpty();
    }

    private static String axe() {
        try (InputStream script = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That nobody has to scroll sideways. */
    static void expectNoWiderThanItsWindow(Page page, String what) {
        Object overhang = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overhang).as("pixels that %s is wider than its window", what).isEqualTo(0);
    }
}
