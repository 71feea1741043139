import { called, isVisible } from "../called.js";
import { html } from "../html.js";

/** How a task is called. Children stand in the place of a title that can be seen. */
export function Called({ title, children }) {
    return isVisible(title) ? children ?? title : html`<em class="no-title" dir="ltr">${called(title)}</em>`;
}
