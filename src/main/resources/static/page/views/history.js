import { html } from "../html.js";

export const name = "History";

export function View({ session, query }) {
    return html`<h1>History</h1>`;
}
