import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { Store, useStore } from "../store.js";
import { Icon } from "./icons.js";
import { Sentence } from "./sentence.js";

/** How long a toast stays that nobody points at, in milliseconds. What it offers to undo can be undone by key after that. */
const STAYS = 8000;

/** Of those that can be done without: what offers to go on with something that was not done stays. */
const MOST = 3;

/** @type {Store<{id: number, text: string, problem: boolean, action?: {label: string, run: () => void}}[]>} */
const toasts = new Store([]);
let last = 0;

/**
 * Shows a sentence for a while, with something to do about it if there is.
 *
 * @param {string} text
 * @param {{label: string, run: () => void}} [action]
 */
export function toast(text, action) {
    add({ text, action, problem: false });
}

/** Shows what went wrong, until it is dismissed. */
export function complain(text, action) {
    add({ text, action, problem: true });
}

/** Takes away those whose offer has been taken up elsewhere. */
export function withdraw(action) {
    toasts.set(toasts.state.filter(shown => !action || shown.action !== action));
}

/** Nothing of them is for who signs in next. */
export function clearToasts() {
    toasts.set([]);
}

function add(toast) {
    const all = [...toasts.state, { ...toast, id: ++last }];
    const passing = all.filter(each => !mustStay(each)).slice(-MOST);
    toasts.set(all.filter(each => mustStay(each) || passing.includes(each)));
}

function mustStay({ problem, action }) {
    return problem && action !== undefined;
}

function dismiss(id) {
    toasts.set(toasts.state.filter(shown => shown.id !== id));
}

export function Toasts() {
    const shown = useStore(toasts);
    return html`
        <section class="toasts" aria-label="Notifications">
            <div role="status">${shown.filter(({ problem }) => !problem).map(each => html`<${Toast} key=${each.id} ...${each} />`)}</div>
            <div role="alert">${shown.filter(({ problem }) => problem).map(each => html`<${Toast} key=${each.id} ...${each} />`)}</div>
        </section>`;
}

function Toast({ id, text, problem, action }) {
    const [held, hold] = useState(false);
    useEffect(() => {
        if (!problem && !held) {
            const end = setTimeout(() => dismiss(id), STAYS);
            return () => clearTimeout(end);
        }
    }, [held]);
    const act = () => {
        dismiss(id);
        action.run();
    };
    const close = () => {
        dismiss(id);
        document.getElementById("content").focus({ preventScroll: true });
    };
    return html`
        <div class="toast" data-problem=${problem || null}
             onPointerEnter=${() => hold(true)} onPointerLeave=${() => hold(false)} onFocusIn=${() => hold(true)} onFocusOut=${() => hold(false)}>
            <p><${Sentence} text=${text} /></p>
            ${action && html`<button type="button" class="quiet strong" onClick=${act}>${action.label}</button>`}
            <button type="button" class="icon" aria-label="Dismiss" onClick=${close}><${Icon} name="close" /></button>
        </div>`;
}
