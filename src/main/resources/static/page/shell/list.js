import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
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

/** What could not be loaded, and why. */
export function Trouble({ what, problem, again }) {
    return problem && html`
        <div class="trouble" role="alert">
            <p>${what} ${problem}</p>
            <button type="button" onClick=${again}>Try again</button>
        </div>`;
}

/** Who comes back to what is kept finds it where it was; what is new begins at its top. */
export function useKeptScroll(kept) {
    useLayoutEffect(() => {
        scrollTo(0, kept.scrolled ?? 0);
        const keep = () => (kept.scrolled = scrollY);
        addEventListener("scroll", keep, { passive: true });
        return () => removeEventListener("scroll", keep);
    }, [kept]);
}
