import { html } from "../html.js";
import { useStore } from "../store.js";
import { exactly } from "../time.js";
import { clock } from "./clock.js";
import { ago } from "./times.js";

/** How long ago something was; exactly when, to who points at it. */
export function Moment({ at }) {
    const text = useStore(clock, now => ago(at, now));
    return html`<time datetime=${at} title=${exactly(at)}>${text}</time>`;
}
