import { useEffect, useRef } from "preact/hooks";
import { html } from "../html.js";

/** How far above its end, in pixels, a list that goes on is continued. */
const AHEAD = "2000px";

/** Goes on by itself as its reader comes near, and by a button for who does not scroll. */
export function Endless({ loading, loadMore }) {
    const end = useRef();
    useEffect(() => {
        const observer = new IntersectionObserver(seen => seen.at(-1).isIntersecting && loadMore(), { rootMargin: AHEAD });
        observer.observe(end.current);
        return () => observer.disconnect();
    }, [loading]);
    return html`<p ref=${end} class="more"><button type="button" onClick=${loadMore}>${loading ? "Loading…" : "Show more"}</button></p>`;
}
