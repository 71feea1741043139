package io.taskledger.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** How one gets in. */
record SignIn(Page page) {

    Locator token() {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Access token"));
    }

    void with(String token) {
        token().fill(token);
        submit();
    }

    /** In development mode, one of those who are offered. */
    Locator offered(String name) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Made-up users"))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }

    /** In development mode, anyone. */
    void as(String user) {
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Someone else")).fill(user);
        submit();
    }

    Locator problem() {
        return page.getByRole(AriaRole.MAIN).getByRole(AriaRole.ALERT);
    }

    private void submit() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    }
}
