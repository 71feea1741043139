import { html } from "../html.js";
import { Called } from "../shell/called.js";
import { Dialog } from "../shell/dialog.js";
import { useStore } from "../store.js";
import { focusIfLost } from "./rows.js";

/** Where another has changed what the user was changing: both versions, and the choice. */
export function Conflict({ editing }) {
    const { conflict } = useStore(editing.state);
    if (!conflict) {
        return null;
    }
    const { base, draft, theirs } = conflict;
    const go = () => editing.goOn();
    const keepMine = async () => {
        await editing.keepMine();
        focusIfLost(base.id);
    };
    return theirs
        ? html`
            <${Dialog} title="This task has two versions" close=${go}>
                <p>Someone, perhaps you in another window, changed it while you were editing. Which is to stay?</p>
                <div class="versions">
                    <${Version} name="Theirs" task=${theirs} other=${draft} />
                    <${Version} name="Yours" task=${draft} other=${theirs} />
                </div>
                <div class="actions">
                    <button type="button" class="quiet" onClick=${go}>Go on editing</button>
                    <button type="button" onClick=${() => editing.keepTheirs()}>Keep theirs</button>
                    <button type="button" class="main" onClick=${keepMine}>Keep mine</button>
                </div>
            <//>`
        : html`
            <${Dialog} title="This task was deleted" close=${() => editing.keepTheirs()}>
                <p>Someone, perhaps you in another window, deleted it while you were editing.</p>
                <div class="versions"><${Version} name="Yours" task=${draft} other=${draft} /></div>
                <div class="actions">
                    <button type="button" onClick=${() => editing.keepTheirs()}>Leave it deleted</button>
                    <button type="button" class="main" onClick=${keepMine}>Restore it with my changes</button>
                </div>
            <//>`;
}

function Version({ name, task, other }) {
    const differs = field => task[field] !== other[field] || null;
    return html`
        <section aria-label=${name}>
            <h3>${name}</h3>
            <p class="title" dir="auto" data-differs=${differs("title")}><${Called} title=${task.title} /></p>
            <p class="description" dir="auto" data-differs=${differs("description")}>${task.description ?? html`<em>No description</em>`}</p>
        </section>`;
}
