package io.taskledger.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What happened to one task. */
record HistoryView(Page page) {

    /** The oldest first. */
    Locator changes() {
        return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Changes").setExact(true)).getByRole(AriaRole.LISTITEM);
    }

    Locator heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    void restore() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Restore")).click();
    }
}
