import { Component } from "preact";
import { Compared } from "../changes/compared.js";
import { doneBy, kindOf } from "../changes/kinds.js";
import { Origin } from "../changes/origin.js";
import { OriginButton } from "../changes/origin-button.js";
import { nameOf } from "../changes/person.js";
import { rewritten } from "../changes/rewritten.js";
import { html } from "../html.js";
import { href } from "../router.js";
import { Called } from "../shell/called.js";
import { Icon } from "../shell/icons.js";
import { exactly, timeOfDay } from "../time.js";
import { Title } from "./title.js";

/** One change in the ledger. What has happened stays as it is: it is rendered anew for its details alone. */
export class Entry extends Component {
    shouldComponentUpdate(next, { open }) {
        return open !== this.state.open;
    }

    render({ entry, titles, session }, { open = false }) {
        const { id, task_id, type, actor, occurred_at, changes } = entry;
        const origin = `origin-${id}`;
        const done = doneBy(entry);
        const text = type === "created" ? undefined : rewritten(changes);
        return html`
            <li class="entry" data-type=${type}>
                <time datetime=${occurred_at} title=${exactly(occurred_at)}>${timeOfDay(occurred_at)}</time>
                <${Icon} name=${kindOf(type).icon} />
                <div class="what">
                    <p><strong>${done}</strong> <a href=${href(`/tasks/${task_id}/history`)}><span class="unseen">History of </span>${changes.title ? html`<bdi dir="auto"><${Called} title=${changes.title.to} /></bdi>` : html`<${Title} titles=${titles} id=${task_id} />`}</a></p>
                    ${text && html`<${Compared} from=${text.from} to=${text.to} />`}
                </div>
                <span class="who" dir="auto">${nameOf(actor, session)}</span>
                <${OriginButton} of=${`${done}, ${exactly(occurred_at)}`} controls=${origin} open=${open} toggle=${() => this.setState({ open: !open })} />
                ${open && html`
                    <${Origin} id=${origin} entry=${entry}>
                        <div><dt>See</dt><dd><a href=${href("/audit", { task: task_id })}>All changes of this task</a></dd></div>
                    <//>`}
            </li>`;
    }
}
