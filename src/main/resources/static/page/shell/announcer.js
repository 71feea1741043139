import { html } from "../html.js";
import { Store, useStore } from "../store.js";
import { Sentence } from "./sentence.js";

const said = new Store({ text: "", turn: 0 });

/** Has a screen reader say it when it has ended what it is at. */
export function announce(text) {
    said.set({ text, turn: said.state.turn + 1 });
}

/** Two turns, since what is the same as before is not said again. */
export function Announcer() {
    const { text, turn } = useStore(said);
    return html`
        <div class="unseen" role="status" aria-label="Announcements"><${Sentence} text=${turn % 2 ? text : ""} /></div>
        <div class="unseen" role="status" aria-label="Announcements"><${Sentence} text=${turn % 2 ? "" : text} /></div>`;
}
