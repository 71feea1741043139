package io.taskledger.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What surrounds every view. */
record Shell(Page page) {

    Locator views() {
        return page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Views"));
    }

    Locator view(String name) {
        return views().getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
    }

    Locator connection() {
        return page.getByRole(AriaRole.STATUS, new Page.GetByRoleOptions().setName("Connection"));
    }

    /** What is shown follows what happens. */
    Locator live() {
        return page.getByRole(AriaRole.BANNER).getByText("Live", new Locator.GetByTextOptions().setExact(false));
    }

    Locator user(String name) {
        return page.getByRole(AriaRole.BANNER).getByText(name, new Locator.GetByTextOptions().setExact(true));
    }

    void signOut() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
    }
}
