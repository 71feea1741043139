import { useMemo, useState } from "preact/hooks";
import { html } from "../html.js";
import { difference } from "./difference.js";
import { shortened } from "./shortened.js";

/** A text before and after, in one: what went is struck out, what came is underlined. */
export function Compared({ from, to }) {
    const whole = useMemo(() => difference(from ?? "", to ?? ""), [from, to]);
    const short = useMemo(() => shortened(whole), [whole]);
    const [open, setOpen] = useState(false);
    return html`
        <div class="compared">
            <p dir="auto">${(open ? whole : short).map(pieceOf)}</p>
            ${short !== whole && html`
                <button type="button" class="quiet small" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>${open ? "Show less" : "Show the whole text"}</button>`}
        </div>`;
}

function pieceOf({ kind, text }) {
    if (kind === "removed") {
        return html`<del>${text}</del>`;
    }
    return kind === "added" ? html`<ins>${text}</ins>` : text;
}
