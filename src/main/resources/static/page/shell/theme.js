import { RememberedStore } from "../store.js";

/** In the order in which they are chosen. */
export const THEMES = ["system", "light", "dark"];

export const theme = new RememberedStore("task-ledger.theme", "system");

export function choose(chosen) {
    if (chosen === "system") {
        delete document.documentElement.dataset.theme;
    } else {
        document.documentElement.dataset.theme = chosen;
    }
    theme.set(chosen);
}
