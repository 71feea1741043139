import { useShortcuts } from "../shell/shortcuts.js";

/** The keys for the next and the previous move the focus between rows. */
export function useStepping(rows) {
    const step = by => {
        const all = [...document.querySelectorAll(rows)];
        const at = all.indexOf(document.activeElement?.closest(rows));
        all[at < 0 ? 0 : at + by]?.querySelector("a, button").focus();
    };
    useShortcuts({ j: () => step(1), k: () => step(-1) });
}
