import { Store } from "../store.js";

const KEY = "task-ledger.theme";

/** In the order in which they are chosen. */
export const THEMES = ["system", "light", "dark"];

export const theme = new Store(localStorage.getItem(KEY) ?? "system");

export function choose(chosen) {
    if (chosen === "system") {
        localStorage.removeItem(KEY);
        delete document.documentElement.dataset.theme;
    } else {
        localStorage.setItem(KEY, chosen);
        document.documentElement.dataset.theme = chosen;
    }
    theme.set(chosen);
}
