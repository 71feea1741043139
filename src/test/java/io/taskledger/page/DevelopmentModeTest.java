package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.taskledger.TaskLedger;
import io.taskledger.support.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Where everyone is who they say: one click, and one is in. */
@NeedsBrowser
class DevelopmentModeTest {

    private static ConfigurableApplicationContext service;
    private static int port;

    @RegisterExtension
    final Browsing browsing = new Browsing();

    @BeforeAll
    static void start() {
        service = SpringApplication.run(TaskLedger.class, "--DATABASE_URL=" + TestPostgres.newDatabase(), "--PORT=0");
        port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void one_of_those_who_are_offered_is_in_with_a_click() {
        Tab tab = browsing.open(port);
        tab.signIn().offered("Ann").click();
        assertThat(tab.shell().heading("Tasks")).isVisible();
        assertThat(tab.shell().user("ann")).isVisible();
        assertThat(tab.shell().view("Operations")).hasCount(0);
    }

    @Test
    void an_operator_is_offered() {
        Tab tab = browsing.open(port);
        tab.signIn().offered("Olga").click();
        assertThat(tab.shell().view("Operations")).isVisible();
    }

    @Test
    void anyone_may_be_named_and_stays_in_when_the_page_is_loaded_again() {
        Tab tab = browsing.open(port);
        tab.signIn().as("carl & <co>");
        assertThat(tab.shell().user("carl & <co>")).isVisible();
        tab.page().reload();
        assertThat(tab.shell().user("carl & <co>")).isVisible();

        tab.shell().signOut();
        assertThat(tab.signIn().offered("Ann")).isVisible();
        tab.page().reload();
        assertThat(tab.signIn().offered("Ann")).isVisible();
    }

    @Test
    void a_name_that_nobody_can_have_is_explained() {
        Tab tab = browsing.open(port).expecting("^422 POST /dev/token$");
        tab.signIn().as(" ");
        assertThat(tab.signIn().problem()).not().isEmpty();
        assertThat(tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))).hasCount(0);
    }
}
