import { useState } from "preact/hooks";
import { enterWithToken, entry } from "../entry.js";
import { html } from "../html.js";
import { navigate } from "../router.js";
import { useStore } from "../store.js";

const MADE_UP = [
    { user: "ann", name: "Ann", role: "" },
    { user: "bob", name: "Bob", role: "" },
    { user: "olga", name: "Olga", role: "admin" },
];

export function SignIn() {
    const { development, problem } = useStore(entry);
    return html`
        <main class="sign-in" id="content">
            <h1 class="brand">Task Ledger</h1>
            <p class="lead">Tasks, and all that ever happened to them.</p>
            ${development ? html`<${ByName} />` : html`<${ByToken} />`}
            <p class="problem" role="alert">${problem}</p>
        </main>`;
}

/** In development mode, everyone is who they say. */
function ByName() {
    const [user, setUser] = useState("");
    const [operator, setOperator] = useState(false);
    const enter = event => {
        event.preventDefault();
        navigate("/tasks", { user, role: operator ? "admin" : "" });
    };
    return html`
        <section aria-label="Made-up users">
            ${MADE_UP.map(({ user, name, role }) => html`
                <button type="button" class="person" onClick=${() => navigate("/tasks", { user, role })}>
                    <span class="initial" aria-hidden="true">${name[0]}</span>
                    <span>${name}</span>
                    ${role && html`<small>operator</small>`}
                </button>`)}
        </section>
        <form onSubmit=${enter}>
            <label for="user">Someone else</label>
            <div class="line">
                <input id="user" dir="auto" required maxlength="255" autocomplete="off" spellcheck=${false} value=${user} onInput=${event => setUser(event.target.value)} />
                <button class="main">Sign in</button>
            </div>
            <label class="choice"><input type="checkbox" checked=${operator} onChange=${event => setOperator(event.target.checked)} />as an operator</label>
        </form>
        <p class="note">Development mode: the service signs a token for whomever you name, on this machine only.</p>`;
}

function ByToken() {
    const [token, setToken] = useState("");
    const enter = event => {
        event.preventDefault();
        enterWithToken(token.trim());
    };
    return html`
        <form onSubmit=${enter}>
            <label for="token">Access token</label>
            <textarea id="token" required rows="5" autocomplete="off" spellcheck=${false} aria-describedby="token-note"
                      value=${token} onInput=${event => setToken(event.target.value)}></textarea>
            <button class="main">Sign in</button>
        </form>
        <p class="note" id="token-note">A JWT of the issuer that this service trusts. It is kept in memory: when you reload or close the page, it is forgotten.</p>`;
}
