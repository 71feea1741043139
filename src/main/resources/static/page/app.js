import { useEffect } from "preact/hooks";
import { entry } from "./entry.js";
import { html } from "./html.js";
import { route } from "./router.js";
import { Announcer } from "./shell/announcer.js";
import { Arrival } from "./shell/arrival.js";
import { ConnectionBanner } from "./shell/connection.js";
import { Header } from "./shell/header.js";
import { HelpDialog } from "./shell/help.js";
import { SignIn } from "./shell/sign-in.js";
import { clearToasts, Toasts } from "./shell/toasts.js";
import { useStore } from "./store.js";
import { viewAt } from "./views.js";

export function App() {
    const { session, development } = useStore(entry);
    if (development === undefined && !session) {
        return null;
    }
    return html`
        ${session ? html`<${Shell} key=${session} session=${session} />` : html`<${Arrival} key="nobody"><${SignIn} /><//>`}
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
    return html`
        <a class="skip" href="#content" onClick=${skip}>Skip to content</a>
        <${Header} session=${session} current=${name} />
        <${ConnectionBanner} feed=${session.feed} />
        <main id="content" tabindex="-1">
            <${View} key=${path} session=${session} query=${query} ...${parameters} />
        </main>`;
}

/** The address is the view's: a link within it would lead to another. */
function skip(event) {
    event.preventDefault();
    document.getElementById("content").focus();
}
