import { leave } from "../entry.js";
import { html } from "../html.js";
import { href, navigate } from "../router.js";
import { useStore } from "../store.js";
import { Connection } from "./connection.js";
import { help } from "./help.js";
import { Icon } from "./icons.js";
import { choose, theme, THEMES } from "./theme.js";

export function Header({ session, current }) {
    return html`
        <header class="top">
            <a class="brand" href=${href("/tasks")}>Task Ledger</a>
            <nav aria-label="Views">
                <${To} path="/tasks" name="Tasks" icon="tasks" current=${current === "History" ? "Tasks" : current} />
                <${To} path="/audit" name="Audit" icon="audit" current=${current} />
                ${session.operator && html`<${To} path="/operations" name="Operations" icon="operations" current=${current} />`}
            </nav>
            <div class="status">
                <${Connection} feed=${session.feed} />
                <${Theme} />
                <button type="button" class="icon" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" onClick=${help}><${Icon} name="help" /></button>
                <span class="user" dir="auto" title=${session.user}>${session.name}</span>
                <button type="button" class="icon" aria-label="Sign out" title="Sign out" onClick=${signOut}><${Icon} name="leave" /></button>
            </div>
        </header>`;
}

function To({ path, name, icon, current }) {
    return html`<a href=${href(path)} aria-current=${name === current ? "page" : null}><${Icon} name=${icon} />${name}</a>`;
}

function Theme() {
    const chosen = useStore(theme);
    const next = THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length];
    return html`
        <button type="button" class="icon" aria-label=${`Theme: ${chosen}`} title=${`Theme: ${chosen}. Choose ${next}`} onClick=${() => choose(next)}>
            <${Icon} name=${chosen} />
        </button>`;
}

function signOut() {
    leave();
    navigate("/", { user: "", role: "" });
}
