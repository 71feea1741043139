package io.taskledger.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The projections, and what an operator does to one. */
record OperationsView(Page page) {

    Locator projection(String name) {
        return page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(name));
    }

    void order(String work, String projection) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(work + " " + projection).setExact(true)).click();
    }

    /** As it goes on, {@code Rebuild of tasks}, or what became of it, {@code Last rebuild of tasks}. */
    Locator job(String name) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator progress(String projection) {
        return projection(projection).getByRole(AriaRole.PROGRESSBAR);
    }
}
