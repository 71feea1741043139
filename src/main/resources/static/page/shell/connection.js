import { html } from "../html.js";
import { useStore } from "../store.js";

const NAMES = { connecting: "Connecting", open: "Live", lost: "Offline" };

/** Whether what is shown follows what happens. */
export function Connection({ feed }) {
    const state = useStore(feed.connection);
    return html`<span class="connection" data-state=${state}><span class="unseen">Connection: </span>${NAMES[state]}</span>`;
}

/** Says so where it does not. */
export function ConnectionBanner({ feed }) {
    const state = useStore(feed.connection);
    return html`
        <div role="status" aria-label="Connection">
            ${state === "lost" && html`
                <p class="banner">The connection is lost. What you see may be out of date; it is made good as soon as the service answers.</p>`}
        </div>`;
}
