import { html } from "../html.js";
import { caseless, sought } from "./caseless.js";

/** A character with the marks that belong to it. */
const CHARACTERS = /\P{M}\p{M}*|\p{M}+/gu;

/** The text, with what was searched for set off: whole characters, of which the text that was searched for may be a part. */
export function Marked({ text, q }) {
    const wanted = sought(q);
    if (wanted === "") {
        return text;
    }
    const characters = text.match(CHARACTERS) ?? [];
    const ends = [];
    let compared = "";
    for (const character of characters) {
        compared += caseless(character);
        ends.push(compared.length);
    }
    const parts = [];
    let next = 0;
    for (let at = compared.indexOf(wanted); at >= 0; at = compared.indexOf(wanted, ends[next - 1])) {
        const first = ends.findIndex(end => end > at);
        const behind = ends.findIndex(end => end >= at + wanted.length) + 1;
        parts.push(characters.slice(next, first).join(""), html`<mark>${characters.slice(first, behind).join("")}</mark>`);
        next = behind;
    }
    return [...parts, characters.slice(next).join("")];
}
