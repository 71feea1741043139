import { html } from "../html.js";

export const name = "Tasks";

export function View({ session, query }) {
    return html`<h1>Tasks</h1>`;
}
