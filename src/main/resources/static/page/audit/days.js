import { dayOf, nameOfDay } from "../changes/times.js";
import { html } from "../html.js";
import { Entry } from "./entry.js";

/** The changes, by the days on which they happened. */
export function Days({ entries, titles, session, loading }) {
    return html`
        <div class="days" aria-busy=${loading ? "true" : null}>
            ${byDay(entries).map(([day, ofDay]) => html`
                <section key=${day} aria-labelledby=${`day-${day}`}>
                    <h2 id=${`day-${day}`}>${nameOfDay(day)}</h2>
                    <ol>${ofDay.map(entry => html`<${Entry} key=${entry.id} entry=${entry} titles=${titles} session=${session} />`)}</ol>
                </section>`)}
        </div>`;
}

function byDay(entries) {
    return [...Map.groupBy(entries, entry => dayOf(entry.occurred_at))];
}
