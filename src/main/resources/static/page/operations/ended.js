import { Moment } from "../changes/moment.js";
import { html } from "../html.js";
import { Icon } from "../shell/icons.js";
import { counted, duration, tenths } from "./numbers.js";
import { JOBS } from "./watch.js";

const OUTCOMES = {
    succeeded: { rebuild: "took its place", verify: "every row is what the events say" },
    failed: { rebuild: "failed", verify: "failed" },
    cancelled: { rebuild: "was cancelled", verify: "was cancelled" },
};

/** How a row differs. */
const KINDS = { altered: "altered", missing: "missing", unfounded: "made by no event" };

/** What became of a job. */
export function Ended({ projection, job }) {
    const { kind, status, finished_at, differences } = job;
    const name = `Last ${JOBS[kind].toLowerCase()}`;
    const good = status === "succeeded" && (kind === "rebuild" || !differences);
    return html`
        <section class="ended" aria-label=${`${name} of ${projection}`} data-good=${good || null} data-bad=${status === "failed" || (kind === "verify" && differences > 0) || null}>
            <${Icon} name=${good ? "check" : status === "cancelled" ? "close" : "warning"} />
            <p><strong>${name}</strong> <${Moment} at=${finished_at} />: ${outcomeOf(job)}</p>
            ${job.failure && html`<p class="failure">${job.failure}</p>`}
            ${job.sample.length > 0 && html`<${Sample} ...${job} projection=${projection} />`}
        </section>`;
}

function outcomeOf(job) {
    const { kind, status, differences, folded, swap_millis } = job;
    const took = duration((Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1000);
    if (status !== "succeeded") {
        return `it ${OUTCOMES[status][kind]} after ${took}.`;
    }
    const work = `${counted(folded, "event")} in ${took}`;
    if (kind === "verify") {
        return `${differences ? `${counted(differences, "row")} ${differences === 1 ? "differs" : "differ"} from the events` : OUTCOMES.succeeded.verify}. ${work}.`;
    }
    const compared = differences === null ? "" : differences === 0 ? ", no row differed" : `, ${counted(differences, "row")} mended`;
    const swapped = swap_millis === null ? "" : `; queries waited ${tenths(swap_millis)} ms`;
    return `${work}${compared}${swapped}.`;
}

function Sample({ projection, differences, sample }) {
    return html`
        <table aria-label=${`Rows of ${projection} that differ`}>
            ${sample.length < differences && html`<caption>The first ${sample.length}</caption>`}
            <thead><tr><th scope="col">Task</th><th scope="col">Version</th><th scope="col">Row</th><th scope="col">Columns</th></tr></thead>
            <tbody>
                ${sample.map(({ task_id, version, kind, columns }) => html`
                    <tr key=${task_id + version}><td><code>${task_id}</code></td><td class="number">${version}</td><td>${KINDS[kind]}</td><td>${columns.join(", ") || "–"}</td></tr>`)}
            </tbody>
        </table>`;
}
