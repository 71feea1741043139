import { useEffect, useRef } from "preact/hooks";
import { entry } from "./entry.js";
import { html } from "./html.js";
import { route } from "./router.js";
import { Announcer } from "./shell/announcer.js";
import { ConnectionBanner } from "./shell/connection.js";
import { Header } from "./shell/header.js";
import { HelpDialog } from "./shell/help.js";
import { SignIn } from "./shell/sign-in.js";
import { clearToasts, Toasts } from "./shell/toasts.js";
import { useStore } from "./store.js";
import { viewAt } from "./views.js";

export function App() {
    const { session, development } = useStore(entry);
    if (development === undefined) {
        return null;
    }
    return html`
        ${session ? html`<${Shell} key=${session} session=${session} />` : html`<${SignIn} />`}
        <${Toasts} />
        <${HelpDialog} />
        <${Announcer} />`;
}

function Shell({ session }) {
    const { path, query } = useStore(route);
    const { name, View, parameters } = viewAt(path);
    useEffect(() => {
        document.title = `${name} · Task Ledger`;
    }, [name]);
    useEffect(() => clearToasts, []);
    useArrival(path);
    return html`
        <a class="skip" href="#content" onClick=${skip}>Skip to content</a>
        <${Header} session=${session} current=${name} />
        <${ConnectionBanner} feed=${session.feed} />
        <main id="content" tabindex="-1">
            <${View} key=${path} session=${session} query=${query} ...${parameters} />
        </main>`;
}

/** Who goes to another view is at its heading: a screen reader says it, and the next tab stop is in it. */
function useArrival(path) {
    const left = useRef();
    useEffect(() => {
        const heading = document.querySelector("main h1");
        if (left.current && heading) {
            heading.tabIndex = -1;
            heading.focus({ preventScroll: true });
        }
        left.current = path;
    }, [path]);
}

/** The address is the view's: a link within it would lead to another. */
function skip(event) {
    event.preventDefault();
    document.getElementById("content").focus();
}
