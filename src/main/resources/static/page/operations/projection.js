import { useRef } from "preact/hooks";
import { html } from "../html.js";
import { useKeptFocus } from "../shell/kept-focus.js";
import { complain, toast } from "../shell/toasts.js";
import { reasonOf } from "../tasks/words.js";
import { DeadLetters } from "./dead-letters.js";
import { Ended } from "./ended.js";
import { counted, duration, whole } from "./numbers.js";
import { Running } from "./running.js";
import { JOBS, keyOf } from "./watch.js";

const STATUS = {
    building: "its first table is being made",
    stopped: "no instance has fed it for ten seconds",
    behind: "readers miss what is newest",
    parked: "some tasks wait behind dead letters",
    live: "readers see what is newest",
};

export function Projection({ projection, jobs, watch, session }) {
    const { name, version, status } = projection;
    const act = useActs(session);
    const work = useRef();
    useKeptFocus(work);
    const last = Object.keys(JOBS).map(kind => jobs[keyOf(name, kind)]).filter(Boolean);
    const running = last.find(job => job.status === "running");
    const order = kind => act(() => watch.order(name, kind));
    const retry = () => act(async () => toast(outcomeOf(await watch.retry(name).finally(() => session.stillIn()))));
    return html`
        <article class="projection" aria-labelledby=${`projection-${name}`}>
            <header>
                <h2 id=${`projection-${name}`}>${name} <small>version ${version}</small></h2>
                <p class="health" data-status=${status}><strong>${status}</strong><span>${STATUS[status]}</span></p>
            </header>
            <${Measures} ...${projection} />
            <div ref=${work}>
                ${running
                    ? html`<${Running} projection=${name} job=${running} cancel=${() => act(() => watch.cancel(name, running.kind))} />`
                    : html`
                        <div class="orders">
                            <button type="button" onClick=${() => order("rebuild")}>Rebuild<span class="unseen"> ${name}</span></button>
                            <button type="button" onClick=${() => order("verify")}>Verify<span class="unseen"> ${name}</span></button>
                        </div>`}
            </div>
            <${DeadLetters} projection=${projection} retry=${retry} />
            ${last.filter(job => job !== running).map(job => html`<${Ended} key=${job.kind} projection=${name} job=${job} />`)}
        </article>`;
}

function Measures({ position, head, events_behind, seconds_behind, dead_letters }) {
    const measure = (name, value, unit) => html`<div><dt>${name}</dt><dd class="number">${value}${unit && html` <small>${unit}</small>`}</dd></div>`;
    return html`
        <dl class="measures">
            ${measure("Position", whole(position), `of ${whole(head)}`)}
            ${measure("Behind", whole(events_behind), events_behind === 1 ? "event" : "events")}
            ${measure("Lag", duration(seconds_behind))}
            ${measure("Dead letters", whole(dead_letters))}
        </dl>`;
}

function outcomeOf({ retried, released, failed }) {
    return failed === 0 ? `${counted(released, "task")} released.` : `${whole(released)} of ${counted(retried, "task")} released, ${whole(failed)} still parked.`;
}

/** One at a time; what is refused is said. */
function useActs(session) {
    const busy = useRef(false);
    return async run => {
        if (busy.current) {
            return;
        }
        busy.current = true;
        try {
            await run().finally(() => session.stillIn());
        } catch (error) {
            complain(reasonOf(error));
        } finally {
            busy.current = false;
        }
    };
}
