import { useEffect, useMemo, useRef } from "preact/hooks";
import { useStepping } from "../changes/stepping.js";
import { Chronicle } from "../history/chronicle.js";
import { Timeline } from "../history/timeline.js";
import { html } from "../html.js";
import { href } from "../router.js";
import { Called } from "../shell/called.js";
import { Icon } from "../shell/icons.js";
import { Trouble, useKeptScroll } from "../shell/list.js";
import { complain, toast } from "../shell/toasts.js";
import { useStore } from "../store.js";
import { quoted, reasonOf } from "../tasks/words.js";

export function View({ session, id }) {
    const chronicle = useMemo(() => new Chronicle(session, id), [session, id]);
    const story = useStore(chronicle.story);
    useEffect(() => chronicle.follow(), [chronicle]);
    useKeptScroll(chronicle);
    useStepping(".happening");
    if (story.missing) {
        return html`<${Missing} />`;
    }
    return html`
        <${Back} />
        <${Head} chronicle=${chronicle} ...${story} />
        <${Timeline} chronicle=${chronicle} session=${session} ...${story} />
        ${!story.more && !story.problem && html`<p class="end">${story.task === null ? "Deleted tasks keep their history." : "What happens next appears here."}</p>`}
        <${Trouble} what="The history could not be loaded." problem=${story.problem} again=${() => chronicle.again()} />`;
}

function Back() {
    return html`<p class="back"><a href=${href("/tasks")}><${Icon} name="back" />Tasks</a></p>`;
}

function Head({ chronicle, title, task, entries }) {
    return html`
        <header class="subject">
            <h1 tabindex="-1" dir="auto"><span class="eyebrow" dir="ltr">History<span class="unseen">: </span></span> <${Called} title=${title ?? "…"} /></h1>
            <p class="standing">
                ${task !== undefined && html`<span class="state" data-state=${stateOf(task)}>${stateOf(task)}</span>`}
                ${task === null && entries.length > 0 && html`<${Restore} chronicle=${chronicle} title=${title} />`}
            </p>
        </header>`;
}

function stateOf(task) {
    return task === null ? "Deleted" : task.completed ? "Completed" : "Open";
}

function Restore({ chronicle, title }) {
    const busy = useRef(false);
    const restore = async () => {
        if (busy.current) {
            return;
        }
        busy.current = true;
        document.querySelector("main h1").focus({ preventScroll: true });
        try {
            await chronicle.restore();
            toast(`Restored ${quoted(title)}.`);
        } catch (error) {
            complain(`The task could not be restored. ${reasonOf(error)}`);
        } finally {
            busy.current = false;
        }
    };
    return html`<button type="button" class="main" onClick=${restore}><${Icon} name="restored" />Restore</button>`;
}

/** Whether it is another's is not said, nor whether it exists. */
function Missing() {
    return html`
        <${Back} />
        <h1>History</h1>
        <p class="nothing">There is no such task of yours.</p>`;
}
