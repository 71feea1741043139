import { html } from "../html.js";
import { Store, useStore } from "../store.js";
import { Dialog } from "./dialog.js";
import { shortcuts, useShortcuts } from "./shortcuts.js";

const shown = new Store(false);

/** Each with others that do the same. */
const KEYS = [
    ["n", "New task"],
    ["/", "Search"],
    ["j ↓", "Next task"],
    ["k ↑", "Previous task"],
    ["x Space", "Complete or reopen the task"],
    ["e Enter", "Edit the task"],
    ["d Delete", "Delete the task"],
    ["h", "History of the task"],
    ["u", "Undo the last deletion or completion"],
    ["Esc", "Leave a field, or what you are editing as it was"],
    ["?", "These shortcuts"],
];

export function help() {
    shown.set(true);
}

export function HelpDialog() {
    const open = useStore(shown);
    const on = useStore(shortcuts) === "on";
    useShortcuts({ "?": help });
    return open && html`
        <${Dialog} title="Keyboard shortcuts" close=${() => shown.set(false)}>
            <dl class="keys">
                ${KEYS.map(([keys, does]) => html`<div><dt>${keys.split(" ").map(key => html`<kbd>${key}</kbd> `)}</dt><dd>${does}</dd></div>`)}
            </dl>
            <label class="choice"><input type="checkbox" checked=${on} onChange=${event => shortcuts.set(event.target.checked ? "on" : "off")} />Single-key shortcuts</label>
        <//>`;
}
