import { KINDS } from "../changes/kinds.js";
import { html } from "../html.js";
import { readdress } from "../router.js";
import { asksForAll } from "./question.js";
import { TaskChoice } from "./task-choice.js";

/** Shows all changes. Who did it by a button that goes with it is at the first filter. */
export function clear() {
    readdress("/audit");
    requestAnimationFrame(() => document.querySelector(".filters :is(input, button)").focus());
}

/** Which changes to see. It stands in the address, so a reload asks the same again. */
export function Filters({ question, titles, session }) {
    const change = part => readdress("/audit", { ...question, ...part });
    return html`
        <search class="filters" aria-label="Filters">
            <${TaskChoice} task=${question.task} titles=${titles} session=${session} choose=${task => change({ task })} />
            <div class="field">
                <label for="audit-type">Change</label>
                <select id="audit-type" value=${question.type} onChange=${event => change({ type: event.target.value })}>
                    <option value="">All</option>
                    ${Object.entries(KINDS).map(([type, { name }]) => html`<option key=${type} value=${type}>${name}</option>`)}
                </select>
            </div>
            <${Day} name="From" day=${question.from} max=${question.to} choose=${from => change({ from })} />
            <${Day} name="To" day=${question.to} min=${question.from} choose=${to => change({ to })} />
            <button type="button" class="quiet" disabled=${asksForAll(question)} onClick=${clear}>Clear</button>
        </search>`;
}

function Day({ name, day, min, max, choose }) {
    const id = `audit-${name.toLowerCase()}`;
    return html`
        <div class="field">
            <label for=${id}>${name}</label>
            <input id=${id} type="date" value=${day} min=${min || null} max=${max || null} onChange=${event => choose(event.target.value)} />
        </div>`;
}
