import { useEffect, useMemo } from "preact/hooks";
import { html } from "../html.js";
import { Projection } from "../operations/projection.js";
import { Watch } from "../operations/watch.js";
import { href } from "../router.js";
import { Trouble } from "../shell/list.js";
import { useStore } from "../store.js";

/** The service refuses whoever is no operator, whatever is shown. */
export function View({ session }) {
    return session.operator ? html`<${Operations} session=${session} />` : html`<${NotYours} />`;
}

function Operations({ session }) {
    const watch = useMemo(() => new Watch(session), [session]);
    useEffect(() => watch.begin(), [watch]);
    const { projections, jobs, problem } = useStore(watch.board);
    return html`
        <h1>Operations</h1>
        <p class="lead">Projections fold the events into the tables that queries read. Whatever a table holds can be made anew from the events.</p>
        <${Trouble} what=${projections ? "What you see may be out of date." : "The projections could not be loaded."} problem=${problem} again=${() => watch.look()} />
        <div class="projections">
            ${projections?.map(projection => html`<${Projection} key=${projection.name} projection=${projection} jobs=${jobs} watch=${watch} session=${session} />`)}
        </div>`;
}

function NotYours() {
    return html`
        <h1>Operations</h1>
        <div class="nothing">
            <p>This view is not yours: it is for operators, and your token names you as none.</p>
            <p><a href=${href("/tasks")}>Go to your tasks</a></p>
        </div>`;
}
