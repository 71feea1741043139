import { html } from "../html.js";
import { Store, useStore } from "../store.js";
import { Dialog } from "./dialog.js";
import { enabled, enable, useShortcuts } from "./shortcuts.js";

const shown = new Store(false);

const KEYS = [
    ["n", "New task"],
    ["/", "Search"],
    ["j or ↓", "Next task"],
    ["k or ↑", "Previous task"],
    ["x or Space", "Complete or reopen the task"],
    ["e or Enter", "Edit the task"],
    ["d or Delete", "Delete the task"],
    ["h", "History of the task"],
    ["u", "Undo the last deletion or completion"],
    ["Esc", "Leave what you are editing as it was"],
    ["?", "These shortcuts"],
];

export function help() {
    shown.set(true);
}

export function HelpDialog() {
    const open = useStore(shown);
    const on = useStore(enabled);
    useShortcuts({ "?": help });
    return open && html`
        <${Dialog} title="Keyboard shortcuts" close=${() => shown.set(false)}>
            <dl class="keys">
                ${KEYS.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}
            </dl>
            <label class="choice"><input type="checkbox" checked=${on} onChange=${event => enable(event.target.checked)} />Single-key shortcuts</label>
        <//>`;
}
