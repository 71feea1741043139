import { html } from "../html.js";
import { exactly } from "../time.js";

/** Where a change can be found again: in logs, by its request, and in the event store. */
export function Origin({ id, entry, children }) {
    return html`
        <dl class="origin" id=${id}>
            <div><dt>By</dt><dd>${entry.actor === null ? "not recorded" : html`<code dir="auto">${entry.actor}</code>`}</dd></div>
            <div><dt>Time</dt><dd>${exactly(entry.occurred_at)} <code>${entry.occurred_at}</code></dd></div>
            <div><dt>Version</dt><dd class="number">${entry.version}</dd></div>
            <div><dt>Request</dt><dd>${entry.request_id ? html`<code>${entry.request_id}</code>` : "not recorded"}</dd></div>
            <div><dt>Event</dt><dd><code>${entry.id}</code></dd></div>
            <div><dt>Task</dt><dd><code>${entry.task_id}</code></dd></div>
            ${children}
        </dl>`;
}
