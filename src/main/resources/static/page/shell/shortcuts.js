import { useLayoutEffect } from "preact/hooks";
import { RememberedStore } from "../store.js";

/** "on" or "off": who speaks to their computer, or rests a hand on the keys, can do without (WCAG 2.1.4). */
export const shortcuts = new RememberedStore("task-ledger.shortcuts", "on");

/**
 * Keys that do something wherever the focus is, but where one types, and behind no dialog.
 *
 * @param {Record<string, (event: KeyboardEvent) => void>} keys by the event's `key`; of what does something, the default is prevented
 */
export function useShortcuts(keys) {
    useLayoutEffect(() => { // before anybody sees it: the next key may be there already
        const listen = event => {
            const run = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
            if (run && shortcuts.state === "on" && !isTyped(event) && !document.querySelector("dialog[open]")) {
                event.preventDefault();
                run(event);
            }
        };
        addEventListener("keydown", listen);
        return () => removeEventListener("keydown", listen);
    });
}

function isTyped(event) {
    return event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey
        || event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select");
}
