import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { Arrival } from "./shell/arrival.js";
import { Trouble } from "./shell/list.js";
import * as tasks from "./views/tasks.js";

/**
 * What can be seen at which address, under which name. A view is a module with a component `View`, which is given the `session`,
 * the address's `query`, and what stands in the address for `:id`. The tasks come with the page, the others when they are first
 * asked for.
 */
const VIEWS = [
    ["/tasks", "Tasks", here(tasks.View)],
    ["/tasks/:id/history", "History", later(() => import("./views/history.js"))],
    ["/audit", "Audit", later(() => import("./views/audit.js"))],
    ["/operations", "Operations", later(() => import("./views/operations.js"))],
].map(([pattern, name, View]) => ({ matches: new RegExp(`^${pattern.replace(/:(\w+)/, "(?<$1>[^/]+)")}$`), name, View }));

/** The view at a path, the tasks where there is none. */
export function viewAt(path) {
    for (const { matches, name, View } of VIEWS) {
        const match = matches.exec(path);
        if (match) {
            return { name, View, parameters: { ...match.groups } };
        }
    }
    return { ...VIEWS[0], parameters: {} };
}

function here(View) {
    return properties => html`<${Arrival}><${View} ...${properties} /><//>`;
}

function later(load) {
    let Loaded;
    return properties => {
        const [state, setState] = useState(Loaded ? "loaded" : "loading");
        useEffect(() => {
            if (state === "loading") {
                load().then(
                    module => {
                        Loaded = here(module.View);
                        setState("loaded");
                    },
                    () => setState("failed"));
            }
        }, [state]);
        if (state === "failed") {
            return html`<${Trouble} what="This view could not be loaded." problem="The service does not answer." again=${() => setState("loading")} />`;
        }
        return state === "loaded" ? html`<${Loaded} ...${properties} />` : null;
    };
}
