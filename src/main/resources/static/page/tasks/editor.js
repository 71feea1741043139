import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { called } from "../called.js";
import { html } from "../html.js";
import { useStore } from "../store.js";
import { placed } from "./row.js";

/** A task in the list while it is edited in its place. What is typed is kept, should the row go out of sight. */
export function Editor({ editing, task, top }) {
    const { base, draft, problem } = useStore(editing.state);
    const first = useRef();
    const form = useRef();
    const said = useId();
    useLayoutEffect(() => first.current.select(), [base, problem]);

    const save = event => {
        event.preventDefault();
        editing.save();
    };
    const onKeyDown = event => {
        if (event.key === "Escape") {
            event.preventDefault();
            editing.end();
        } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            form.current.requestSubmit();
        }
    };
    return html`
        <li class="task editor" data-task=${base.id} style=${placed(top)}>
            <form ref=${form} aria-label=${`Edit ${called(base.title)}`} onSubmit=${save} onKeyDown=${onKeyDown}>
                <input ref=${first} dir="auto" aria-label="Title" autocomplete="off" enterkeyhint="done" aria-invalid=${problem ? "true" : null}
                       aria-describedby=${said} value=${draft.title} onInput=${event => editing.type({ title: event.target.value })} />
                <textarea dir="auto" aria-label="Description" placeholder="Description" rows="3" value=${draft.description ?? ""}
                          onInput=${event => editing.type({ description: event.target.value || null })}></textarea>
                <p id=${said} role="status" class=${problem ? "problem" : "note"}>${problem ?? noteOn(base, task)}</p>
                <div class="actions">
                    <button class="main">Save</button>
                    <button type="button" onClick=${() => editing.end()}>Cancel</button>
                </div>
            </form>
        </li>`;
}

function noteOn(base, task) {
    if (!task) {
        return "This task is in this list no longer: it was changed or deleted elsewhere.";
    }
    const same = task.title === base.title && task.description === base.description;
    return same ? "" : "This task was changed elsewhere while you edit it. You can choose when you save.";
}
