import { useLayoutEffect } from "preact/hooks";

/** Where what has the focus in a part of the view is taken away, the first control there gets it. */
export function useKeptFocus(part) {
    const held = part.current?.contains(document.activeElement);
    useLayoutEffect(() => {
        if (held && !part.current?.contains(document.activeElement)) {
            part.current?.querySelector("input, button")?.focus();
        }
    });
}
