import { useEffect, useRef } from "preact/hooks";
import { doneBy } from "../changes/kinds.js";
import { html } from "../html.js";
import { announce } from "../shell/announcer.js";
import { Endless } from "../shell/list.js";
import { Happening } from "./happening.js";

export function Timeline({ chronicle, entries, more, loading, session }) {
    const fresh = useFresh(entries, more);
    return html`
        <ol aria-label="Changes" aria-busy=${loading ? "true" : null}>
            ${entries.map(entry => html`<${Happening} key=${entry.version} entry=${entry} session=${session} fresh=${fresh.has(entry.version)} />`)}
        </ol>
        ${more && html`<${Endless} loading=${loading} loadMore=${() => chronicle.loadMore()} />`}`;
}

/** Those that came while one was looking, which is said, too. */
function useFresh(entries, more) {
    const fresh = useRef(new Set()).current;
    const whole = useRef();
    if (whole.current) {
        entries.slice(whole.current.length).forEach(({ version }) => fresh.add(version));
    }
    useEffect(() => {
        if (whole.current && entries.length > whole.current.length) {
            announce(entries.slice(whole.current.length).map(doneBy).join(", "));
        }
        whole.current = more ? undefined : entries;
    }, [entries, more]);
    return fresh;
}
