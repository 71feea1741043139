import { Component } from "preact";
import { called } from "../called.js";
import { html } from "../html.js";
import { href } from "../router.js";
import { Called } from "../shell/called.js";
import { Icon } from "../shell/icons.js";
import { exactly, shortly } from "../time.js";
import { Marked } from "./marked.js";

const CHANGING = ["task", "place", "of", "top", "q", "time"];

/**
 * A task in the list, rendered anew only when something of it is another.
 *
 * @param {{place: number, of: number, top?: number}} properties `of` is -1 while there are more to load; with `top`, in pixels,
 *     it stands there, apart from the others
 */
export class Row extends Component {
    shouldComponentUpdate(next) {
        return CHANGING.some(property => next[property] !== this.props[property]);
    }

    render({ task, place, of, top, q, time, actions, edit }) {
        const { id, title, description, completed } = task;
        return html`
            <li class="task" data-task=${id} data-completed=${completed || null} aria-posinset=${place} aria-setsize=${of} style=${placed(top)}>
                <input type="checkbox" aria-label=${called(title)} checked=${completed} onChange=${() => actions.toggle(this.props.task)} />
                <div class="words">
                    <button type="button" class="title" dir="auto" onClick=${() => edit(this.props.task)}><span class="unseen" dir="ltr">Edit </span><${Called} title=${title}><${Marked} text=${title} q=${q} /><//></button>
                    ${description && html`<p class="description" dir="auto"><${Marked} text=${description} q=${q} /></p>`}
                </div>
                <time datetime=${task[time]} title=${exactly(task[time])}>${shortly(task[time])}</time>
                <a class="icon" href=${href(`/tasks/${id}/history`)} aria-label=${`History of ${called(title)}`} title="History"><${Icon} name="history" /></a>
                <button type="button" class="icon" aria-label=${`Delete ${called(title)}`} title="Delete" onClick=${() => actions.remove(this.props.task)}><${Icon} name="remove" /></button>
            </li>`;
    }
}

/** Out of the flow, where it would be in it. */
export function placed(top) {
    return top === undefined ? {} : { position: "absolute", insetInline: "0", top: `${top}px` };
}
