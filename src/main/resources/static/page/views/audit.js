import { html } from "../html.js";

export const name = "Audit";

export function View({ session, query }) {
    return html`<h1>Audit</h1>`;
}
