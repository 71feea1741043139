package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.regex.Pattern;

/** Where tokens come from an issuer: one pastes what one has, and the page forgets it. */
@ApplicationTest
@NeedsBrowser
class SigningInTest {

    @RegisterExtension
    final Browsing browsing = new Browsing();

    private final int port;

    SigningInTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void a_token_lets_its_bearer_in() {
        Tab tab = browsing.open(port);
        assertThat(tab.page()).hasTitle(Pattern.compile("Task Ledger"));
        tab.signIn().with(Tokens.with(claims -> claims.subject("ann").claim("name", "Ann of the tests")));
        assertThat(tab.shell().heading("Tasks")).isVisible();
        assertThat(tab.shell().user("Ann of the tests")).isVisible();
    }

    @Test
    void one_that_is_not_accepted_lets_nobody_in() {
        Tab tab = browsing.open(port).expecting("^401 GET /api/me$");
        tab.signIn().with("nonsense");
        assertThat(tab.signIn().problem()).containsText("does not accept this token");
        assertThat(tab.shell().views()).not().isVisible();

        tab.signIn().with(Tokens.of("ann"));
        assertThat(tab.shell().heading("Tasks")).isVisible();
        assertThat(tab.page().getByText("does not accept")).not().isVisible();
    }

    @Test
    void nobody_is_offered_outside_of_development_mode() {
        Tab tab = browsing.open(port);
        assertThat(tab.signIn().token()).isVisible();
        assertThat(tab.signIn().offered("Ann")).hasCount(0);
    }

    @Test
    void operations_are_for_operators() {
        Tab ann = browsing.open(port, Tokens.of("ann"));
        assertThat(ann.shell().view("Audit")).isVisible();
        assertThat(ann.shell().view("Operations")).hasCount(0);
        Tab operator = browsing.open(port, Tokens.with(claims -> claims.subject("olga").claim("role", "user,admin")));
        assertThat(operator.shell().view("Operations")).isVisible();
        assertThat(operator.page().getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.LINK)).hasCount(3);
    }
}
