package io.taskledger.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;

/** What happened to all tasks. */
record AuditView(Page page) {

    /** The newest first. */
    Locator entries() {
        return page.getByRole(AriaRole.MAIN).getByRole(AriaRole.LISTITEM);
    }

    private Locator filters() {
        return page.getByRole(AriaRole.SEARCH, new Page.GetByRoleOptions().setName("Filters"));
    }

    void ofType(String type) {
        filters().getByLabel("Change").selectOption(new SelectOption().setLabel(type));
    }

    /** Found by its words. */
    void ofTask(String words, String title) {
        filters().getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName("Task")).fill(words);
        filters().getByRole(AriaRole.OPTION, new Locator.GetByRoleOptions().setName(title)).click();
    }

    void ofAllTasks() {
        filters().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("All tasks")).click();
    }

    /** @param day as {@code 2026-01-31} */
    void from(String day) {
        filters().getByLabel("From").fill(day);
    }

    void to(String day) {
        filters().getByLabel("To", new Locator.GetByLabelOptions().setExact(true)).fill(day);
    }

    void clear() {
        filters().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Clear")).click();
    }

    /** That something has happened since, and the way to see it. */
    Locator fresh() {
        return page.getByRole(AriaRole.STATUS, new Page.GetByRoleOptions().setName("New changes")).getByRole(AriaRole.BUTTON);
    }
}
