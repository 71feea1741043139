import * as audit from "./views/audit.js";
import * as history from "./views/history.js";
import * as operations from "./views/operations.js";
import * as tasks from "./views/tasks.js";

/**
 * What can be seen at which address. A view is a module with its `name`, as titles and navigation have it, and its component
 * `View`, which is given the `session`, the address's `query`, and what stands in the address for `:name`.
 */
const VIEWS = [
    ["/tasks", tasks],
    ["/tasks/:id/history", history],
    ["/audit", audit],
    ["/operations", operations],
].map(([pattern, view]) => ({ matches: new RegExp(`^${pattern.replace(/:(\w+)/, "(?<$1>[^/]+)")}$`), view }));

/** The view at a path, the tasks where there is none. */
export function viewAt(path) {
    for (const { matches, view } of VIEWS) {
        const match = matches.exec(path);
        if (match) {
            return { name: view.name, View: view.View, parameters: { ...match.groups } };
        }
    }
    return { name: tasks.name, View: tasks.View, parameters: {} };
}
