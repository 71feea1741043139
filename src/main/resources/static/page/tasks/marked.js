import { html } from "../html.js";

/** The text, with what was searched for set off. */
export function Marked({ text, q }) {
    const folded = text.toLowerCase();
    const sought = q.toLowerCase();
    if (sought === "" || folded.length !== text.length) {
        return text;
    }
    const parts = [];
    let end = 0;
    for (let at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, end)) {
        parts.push(text.slice(end, at), html`<mark>${text.slice(at, at + sought.length)}</mark>`);
        end = at + sought.length;
    }
    return [...parts, text.slice(end)];
}
