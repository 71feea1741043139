import { partsOf } from "../bidi.js";
import { html } from "../html.js";

/** A sentence of the page. Every text of a user that stands in it is an element of its own. */
export function Sentence({ text }) {
    return partsOf(text).map(part => (part.isolated ? html`<bdi dir="auto">${part.text}</bdi>` : part.text));
}
