import { Moment } from "../changes/moment.js";
import { html } from "../html.js";
import { counted, whole } from "./numbers.js";

/** Tasks that wait at an event which can't be folded. */
export function DeadLetters({ projection, retry }) {
    const { name, dead_letters, parked } = projection;
    return dead_letters > 0 && html`
        <section class="dead-letters" aria-label=${`Dead letters of ${name}`}>
            <header>
                <h3>${counted(dead_letters, "dead letter")}</h3>
                <button type="button" onClick=${retry}>Retry<span class="unseen"> the dead letters of ${name}</span></button>
            </header>
            <p class="note">These tasks stay as they were before an event that can’t be folded. Mend the cause, then retry.</p>
            <ul class="rows" aria-label=${`Tasks parked in ${name}`}>
                ${parked.map(({ task_id, position, version, cause, attempts, parked_at }) => html`
                    <li key=${task_id}>
                        <code>${task_id}</code>
                        <span>${cause} at version ${version}, position ${whole(position)} · ${counted(attempts, "attempt")} · <${Moment} at=${parked_at} /></span>
                    </li>`)}
            </ul>
            ${parked.length < dead_letters && html`<p class="note">The first ${parked.length} of ${whole(dead_letters)}.</p>`}
        </section>`;
}
