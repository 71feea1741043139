package io.taskledger.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;

import java.util.List;

/** What everybody can rely on, however they read a page. */
final class Soundness {

    private Soundness() {}

    /** By all of axe-core's rules, its advice included. */
    static void expectAccessible(Page page, String what) {
        List<String> violations = new AxeBuilder(page).analyze().getViolations().stream().map(Soundness::sentence).toList();
        assertThat(violations).as("what axe-core finds in %s at %s", what, page.url()).isEmpty();
    }

    private static String sentence(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + rule.getNodes().stream().map(Soundness::place).toList();
    }

    private static String place(CheckedNode node) {
        return node.getHtml() + " " + node.getFailureSummary();
    }

    /** That nobody has to scroll sideways. */
    static void expectNoWiderThanItsWindow(Page page, String what) {
        Object overhang = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overhang).as("pixels that %s is wider than its window", what).isEqualTo(0);
    }
}
