import { html } from "../html.js";

export const name = "Operations";

export function View({ session, query }) {
    return html`<h1>Operations</h1>`;
}
