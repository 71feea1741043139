import { useRef, useState } from "preact/hooks";
import { html } from "../html.js";
import { Icon } from "../shell/icons.js";
import { useShortcuts } from "../shell/shortcuts.js";
import { faultOf } from "./words.js";

/** Where a task is added by typing it and Enter. What could not be added is given back, unless the next is being typed. */
export function Composer({ actions }) {
    const [title, setTitle] = useState("");
    const [fault, setFault] = useState();
    const input = useRef();
    useShortcuts({ n: () => input.current.focus() });
    const add = async event => {
        event.preventDefault();
        const found = title.trim() && faultOf({ title });
        setFault(found);
        if (title.trim() && !found) {
            setTitle("");
            if (!(await actions.add(title.trim()))) {
                setTitle(typed => typed || title);
            }
        }
    };
    const type = event => {
        setTitle(event.target.value);
        setFault(undefined);
    };
    const leave = event => event.key === "Escape" && input.current.blur();
    return html`
        <form class="composer" onSubmit=${add}>
            <${Icon} name="add" />
            <input ref=${input} dir="auto" aria-label="New task" placeholder="What is to be done?" autocomplete="off" enterkeyhint="done"
                   aria-invalid=${fault ? "true" : null} aria-describedby=${fault ? "composer-fault" : null} value=${title} onInput=${type} onKeyDown=${leave} />
            <button class="quiet strong" aria-label="Add task">Add</button>
            ${fault && html`<p class="problem" id="composer-fault" role="alert">${fault}</p>`}
        </form>`;
}
