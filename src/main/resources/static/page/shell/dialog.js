import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { Icon } from "./icons.js";

/**
 * A question or a text before all else, while it is rendered. The browser keeps the focus within; it begins at the title, and
 * goes back after to where it was.
 *
 * @param {{title: string, close: () => void}} properties `close` is called for Escape, too
 */
export function Dialog({ title, close, children }) {
    const dialog = useRef();
    const heading = useId();
    useLayoutEffect(() => {
        const { current } = dialog;
        const before = document.activeElement;
        current.showModal();
        return () => {
            current.close(); // what is behind takes no focus before that
            before?.focus({ preventScroll: true });
        };
    }, []);
    const cancel = event => {
        event.preventDefault();
        close();
    };
    return html`
        <dialog ref=${dialog} aria-labelledby=${heading} onCancel=${cancel}>
            <header>
                <h2 id=${heading} tabindex="-1" autofocus>${title}</h2>
                <button type="button" class="icon" aria-label="Close" onClick=${close}><${Icon} name="close" /></button>
            </header>
            ${children}
        </dialog>`;
}
