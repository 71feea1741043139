import { useEffect } from "preact/hooks";

let first = true;

/** Who goes to another view is at its heading: a screen reader says it, and the next tab stop is in it. */
export function Arrival({ children }) {
    useEffect(() => {
        const heading = document.querySelector("main h1");
        if (!first && heading) {
            heading.tabIndex = -1;
            heading.focus({ preventScroll: true });
        }
        first = false;
    }, []);
    return children;
}
