package io.taskledger.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The list of tasks, and what one does to them there. */
record TasksView(Page page) {

    Locator composer() {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("New task"));
    }

    /** By typing it, and Enter. */
    void add(String title) {
        composer().fill(title);
        composer().press("Enter");
        assertThat(composer()).hasValue("");
    }

    Locator list() {
        return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Tasks").setExact(true));
    }

    Locator rows() {
        return list().getByRole(AriaRole.LISTITEM);
    }

    Locator row(String title) {
        return rows().filter(new Locator.FilterOptions().setHas(page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(title).setExact(true))));
    }

    /** Of all rows, in their order. */
    void expectTitles(String... titles) {
        Locator shown = list().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Edit ")));
        assertThat(shown).hasText(Stream.of(titles).map(title -> "Edit " + title).toArray(String[]::new));
    }

    Locator checkbox(String title) {
        return list().getByRole(AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName(title).setExact(true));
    }

    void toggle(String title) {
        checkbox(title).click();
    }

    void delete(String title) {
        list().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete " + title).setExact(true)).click();
    }

    void history(String title) {
        list().getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("History of " + title).setExact(true)).click();
    }

    Editor edit(String title) {
        list().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Edit " + title).setExact(true)).click();
        return editor(title);
    }

    Editor editor(String title) {
        return new Editor(list().getByRole(AriaRole.FORM, new Locator.GetByRoleOptions().setName("Edit " + title).setExact(true)));
    }

    /** @param count is its accessible name, with the number of tasks that it leaves: {@code Open 1,234} */
    Locator filter(String count) {
        return page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(count).setExact(true));
    }

    void expectCounts(int all, int open, int completed) {
        assertThat(filter("All %,d".formatted(all))).hasCount(1);
        assertThat(filter("Open %,d".formatted(open))).hasCount(1);
        assertThat(filter("Completed %,d".formatted(completed))).hasCount(1);
    }

    void show(String filter) {
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Show")).getByText(Pattern.compile("^\\s*" + filter)).click();
    }

    void search(String text) {
        searchBox().fill(text);
    }

    Locator searchBox() {
        return page.getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Search"));
    }

    void sort(String order) {
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Sort")).selectOption(new SelectOption().setLabel(order));
    }

    Locator notifications() {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Notifications"));
    }

    /** What went wrong. */
    Locator alert() {
        return notifications().getByRole(AriaRole.ALERT);
    }

    void undo() {
        notifications().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo")).click();
    }

    /** What was not saved. */
    void takeUp() {
        alert().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Edit")).click();
    }

    Locator dialog(String title) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(title));
    }

    void choose(String button) {
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button)).click();
    }

    /** A task while it is edited in its place. */
    record Editor(Locator form) {

        Locator title() {
            return form.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Title"));
        }

        Locator description() {
            return form.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Description"));
        }

        void save() {
            form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save")).click();
        }
    }
}
