import { Component } from "preact";
import { Compared } from "../changes/compared.js";
import { doneBy, kindOf } from "../changes/kinds.js";
import { Moment } from "../changes/moment.js";
import { Origin } from "../changes/origin.js";
import { OriginButton } from "../changes/origin-button.js";
import { nameOf } from "../changes/person.js";
import { rewritten } from "../changes/rewritten.js";
import { toTheSecond } from "../changes/times.js";
import { html } from "../html.js";
import { Called } from "../shell/called.js";
import { Icon } from "../shell/icons.js";

/** One change in a task's timeline. What has happened stays as it is: it is rendered anew for its details alone. */
export class Happening extends Component {
    shouldComponentUpdate(next, { open }) {
        return open !== this.state.open || next.fresh !== this.props.fresh;
    }

    render({ entry, session, fresh }, { open = false }) {
        const { type, actor, occurred_at, version } = entry;
        const origin = `origin-${version}`;
        const done = doneBy(entry);
        return html`
            <li class="happening" data-type=${type} data-fresh=${fresh || null}>
                <span class="node"><${Icon} name=${kindOf(type).icon} /></span>
                <p class="what"><strong>${done}</strong> by <bdi class="who" dir="auto">${nameOf(actor, session)}</bdi></p>
                <p class="when"><${Moment} at=${occurred_at} /> <span class="exact">${toTheSecond(occurred_at)}</span></p>
                <${OriginButton} of=${`version ${version}: ${done}`} controls=${origin} open=${open} toggle=${() => this.setState({ open: !open })} />
                <${Became} ...${entry} />
                ${open && html`<${Origin} id=${origin} entry=${entry} />`}
            </li>`;
    }
}

function Became({ type, changes: { title, description, completed } }) {
    if (type === "created") {
        return html`
            <div class="became">
                <p class="title" dir="auto"><${Called} title=${title.to} /></p>
                ${description && html`<p class="description" dir="auto">${description.to}</p>`}
            </div>`;
    }
    const text = rewritten({ title, description });
    if (text) {
        return html`<div class="became"><${Compared} from=${text.from} to=${text.to} /></div>`;
    }
    return completed && html`<p class="became states"><span>${stateOf(completed.from)}</span> → <span>${stateOf(completed.to)}</span></p>`;
}

function stateOf(completed) {
    return completed ? "completed" : "open";
}
