import { useLayoutEffect } from "preact/hooks";

let first = true;

/** Who goes to another view is at its heading: a screen reader says it, and the next tab stop is in it. */
export function Arrival({ children }) {
    useLayoutEffect(() => { // before anybody sees it, or it would take the focus from where they have put it since
        const heading = document.querySelector("main h1");
        if (!first && heading) {
            heading.tabIndex = -1;
            heading.focus({ preventScroll: true });
        }
        first = false;
    }, []);
    return children;
}
