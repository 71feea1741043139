import { useEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { Called } from "../shell/called.js";
import { useStore } from "../store.js";

const wanted = new WeakMap();

/** Far enough ahead that it is there when it is read. */
const observer = new IntersectionObserver(seen => {
    seen.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => {
        observer.unobserve(target);
        wanted.get(target)();
    });
}, { rootMargin: "600px" });

/** How a task is called; until that is known, by what its id begins with. */
export function Title({ titles, id }) {
    const title = useStore(titles.known, () => titles.of(id));
    const text = useRef();
    useEffect(() => {
        if (title === undefined) {
            const element = text.current;
            wanted.set(element, () => titles.want(id));
            observer.observe(element);
            return () => observer.unobserve(element);
        }
    }, [id, title]);
    return html`<bdi ref=${text} class="task-title" dir="auto"><${Called} title=${title ?? `Task ${id.slice(0, 8)}`} /></bdi>`;
}
