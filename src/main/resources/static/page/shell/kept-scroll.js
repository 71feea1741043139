import { useLayoutEffect } from "preact/hooks";

/** Who comes back to what is kept finds it where it was; what is new begins at its top. */
export function useKeptScroll(kept) {
    useLayoutEffect(() => {
        scrollTo(0, kept.scrolled ?? 0);
        const keep = () => (kept.scrolled = scrollY);
        addEventListener("scroll", keep, { passive: true });
        return () => removeEventListener("scroll", keep);
    }, [kept]);
}
