import { html } from "../html.js";
import { timeOfDay } from "../time.js";
import { counted, duration, percent, whole } from "./numbers.js";
import { JOBS } from "./watch.js";

/** What a job does, in this order; a verification takes no table's place. */
const PHASES = [
    ["fold", "Folding"],
    ["index", "Indexing"],
    ["catch_up", "Catching up"],
    ["compare", "Comparing"],
    ["swap", "Swapping"],
];

/** A job as it goes on. Its bar is of folding, which is nearly all of the work. */
export function Running({ projection, job, cancel }) {
    const { kind, phase, progress } = job;
    const at = PHASES.findIndex(([key]) => key === phase);
    const phases = PHASES.filter(([key]) => key !== "swap" || kind === "rebuild");
    return html`
        <section class="job" aria-label=${`${JOBS[kind]} of ${projection}`}>
            <header>
                <h3>${JOBS[kind]}</h3>
                <span class="number percent">${percent(progress)}</span>
                <button type="button" class="quiet" onClick=${cancel}>Cancel<span class="unseen"> the ${JOBS[kind].toLowerCase()} of ${projection}</span></button>
            </header>
            <progress max="1" value=${progress} aria-label=${`Progress of the ${JOBS[kind].toLowerCase()} of ${projection}`}></progress>
            <ol class="phases" aria-label="Phases">
                ${phases.map(([key, name], place) => html`
                    <li key=${key} data-state=${place < at ? "done" : place === at ? "now" : null} aria-current=${place === at ? "step" : null}>${name}</li>`)}
            </ol>
            <p class="pace number">${job.lost ? "The connection is lost. It is shown again as soon as the service answers." : paceOf(job)}</p>
        </section>`;
}

function paceOf({ folded, events, events_per_second, estimated_end }) {
    const done = `${whole(folded)} of ${counted(events, "event")}`;
    const rate = events_per_second > 0 ? ` · ${whole(events_per_second)} a second` : "";
    const left = estimated_end ? Math.max(0, (Date.parse(estimated_end) - Date.now()) / 1000) : undefined;
    return done + rate + (left === undefined ? "" : ` · about ${duration(left)} left, until ${timeOfDay(estimated_end)}`);
}
