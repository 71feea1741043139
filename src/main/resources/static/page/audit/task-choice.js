import { useEffect, useId, useRef, useState } from "preact/hooks";
import { html } from "../html.js";
import { Called } from "../shell/called.js";
import { Icon } from "../shell/icons.js";
import { useKeptFocus } from "../shell/kept-focus.js";
import { shortly } from "../time.js";
import { Title } from "./title.js";

/** After the last key, in milliseconds, until what is typed is searched for. */
const SETTLED = 120;

const MOST = 8;

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Of which task: one is found by its words, a deleted one by its id. */
export function TaskChoice({ task, titles, session, choose }) {
    const part = useRef();
    useKeptFocus(part);
    return html`
        <div ref=${part} class="field task-choice">
            ${task
                ? html`<${Chosen} task=${task} titles=${titles} choose=${choose} />`
                : html`<${Finder} service=${session.tasks} choose=${choose} />`}
        </div>`;
}

function Chosen({ task, titles, choose }) {
    return html`
        <span>Task</span>
        <p class="chosen">
            <${Title} titles=${titles} id=${task} />
            <button type="button" class="icon" aria-label="All tasks" title="All tasks" onClick=${() => choose("")}><${Icon} name="close" /></button>
        </p>`;
}

/** A combobox with a list (ARIA Authoring Practices). */
function Finder({ service, choose }) {
    const [text, setText] = useState("");
    const [open, setOpen] = useState(false);
    const [active, setActive] = useState(-1);
    const found = useFound(service, text.trim(), open);
    const id = useId();
    const keys = {
        ArrowDown: () => (open ? setActive(Math.min(active + 1, found.length - 1)) : setOpen(true)),
        ArrowUp: () => setActive(Math.max(active - 1, -1)),
        Enter: () => found[active] && choose(found[active].id),
        Escape: () => (open ? setOpen(false) : setText("")),
    };
    const press = event => {
        if (Object.hasOwn(keys, event.key) && !event.isComposing) {
            event.preventDefault();
            keys[event.key]();
        }
    };
    const type = event => {
        setText(event.target.value);
        setActive(-1);
        setOpen(true);
    };
    const shown = open && found.length > 0;
    return html`
        <label for=${id}>Task</label>
        <input id=${id} role="combobox" type="text" dir="auto" placeholder="All" autocomplete="off" spellcheck=${false}
               aria-autocomplete="list" aria-expanded=${String(shown)} aria-controls=${shown ? `${id}-list` : null}
               aria-activedescendant=${shown && active >= 0 ? `${id}-${active}` : null}
               value=${text} onInput=${type} onKeyDown=${press} onFocus=${() => setOpen(true)} onClick=${() => setOpen(true)} onBlur=${() => setOpen(false)} />
        ${shown && html`
            <ul role="listbox" id=${`${id}-list`} aria-label="Tasks">
                ${found.map((task, at) => html`
                    <li role="option" key=${task.id} id=${`${id}-${at}`} aria-selected=${String(at === active)}
                        onPointerDown=${event => event.preventDefault()} onClick=${() => choose(task.id)}><span dir="auto"><${Called} title=${task.title} /></span>${task.created_at && html`<time datetime=${task.created_at}>${shortly(task.created_at)}</time>`}</li>`)}
            </ul>`}`;
}

function useFound(service, text, open) {
    const [found, setFound] = useState([]);
    const asked = useRef();
    useEffect(() => {
        if (!open) {
            return;
        }
        if (ID.test(text)) {
            setFound([{ id: text.toLowerCase(), title: `Task ${text}` }]);
            return;
        }
        const settled = setTimeout(async () => {
            asked.current = text;
            const { items } = await service.page({ q: text || undefined, sort: "-updated_at", limit: MOST }).catch(() => ({ items: [] }));
            if (asked.current === text) {
                setFound(items);
            }
        }, SETTLED);
        return () => clearTimeout(settled);
    }, [text, open]);
    return found;
}
