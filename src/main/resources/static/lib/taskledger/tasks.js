// Made from clients/typescript by `npm run vendor`.
import { streamOf } from "./changes.js";
import { follow } from "./live.js";
/** As many as come at once where all are wanted. */
const PAGE_SIZE = 200;
/** The caller's tasks. Each method throws a `ProblemError` where the service refuses, and a `NetworkError` where it can't be reached. */
export class Tasks {
    #client;
    constructor(client) {
        this.#client = client;
    }
    create(task, options = {}) {
        return taken(this.#client.POST("/api/tasks", { body: task, ...commandOf(options) }));
    }
    get(id, options = {}) {
        return taken(this.#client.GET("/api/tasks/{id}", { params: { path: { id } }, ...options }));
    }
    /** Changes what is named; a `description` of null clears it. */
    update(id, change, options = {}) {
        return taken(this.#client.PATCH("/api/tasks/{id}", { params: { path: { id } }, body: change, ...commandOf(options) }));
    }
    /** Replaces title, description and completion; what is left out is none. */
    replace(id, task, options = {}) {
        return taken(this.#client.PUT("/api/tasks/{id}", { params: { path: { id } }, body: task, ...commandOf(options) }));
    }
    complete(id, options = {}) {
        return taken(this.#client.POST("/api/tasks/{id}/complete", { params: { path: { id } }, ...commandOf(options) }));
    }
    reopen(id, options = {}) {
        return taken(this.#client.POST("/api/tasks/{id}/reopen", { params: { path: { id } }, ...commandOf(options) }));
    }
    /** Brings back what was removed. */
    restore(id, options = {}) {
        return taken(this.#client.POST("/api/tasks/{id}/restore", { params: { path: { id } }, ...commandOf(options) }));
    }
    async remove(id, options = {}) {
        await this.#client.DELETE("/api/tasks/{id}", { params: { path: { id } }, ...commandOf(options) });
    }
    page(query = {}, options = {}) {
        return taken(this.#client.GET("/api/tasks", { params: { query }, ...options }));
    }
    /** All of them, page by page as they are taken. */
    list(query = {}, options = {}) {
        return pages({ limit: PAGE_SIZE, ...query }, (one) => this.page(one, options));
    }
    summary(options = {}) {
        return taken(this.#client.GET("/api/tasks/summary", { ...options }));
    }
    /** What was done to the task, oldest first, also after it was removed. */
    historyPage(id, query = {}, options = {}) {
        return taken(this.#client.GET("/api/tasks/{id}/history", { params: { path: { id }, query }, ...options }));
    }
    history(id, query = {}, options = {}) {
        return pages({ limit: PAGE_SIZE, ...query }, (one) => this.historyPage(id, one, options));
    }
    /** What was done to all tasks, newest first. */
    auditPage(query = {}, options = {}) {
        return taken(this.#client.GET("/api/audit", { params: { query }, ...options }));
    }
    audit(query = {}, options = {}) {
        return pages({ limit: PAGE_SIZE, ...query }, (one) => this.auditPage(one, options));
    }
    changesPage(query = {}, options = {}) {
        return taken(this.#client.GET("/api/changes", { params: { query }, ...options }));
    }
    /** What changed since then, up to now; without a cursor, since ever. */
    async *changes(since, options = {}) {
        let query = since === undefined ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, since };
        for (;;) {
            const page = await this.changesPage(query, options);
            if (page.items.length === 0) {
                return;
            }
            yield* page.items;
            query = { ...query, since: page.next_since };
        }
    }
    /**
     * Changes as they happen, until the signal; also across lost connections. One whose `version` is not higher than that of the task you
     * hold is old news. Throws a `ProblemError` where coming again is of no use: with 410, list the tasks anew, and start from `now`.
     */
    live(options = {}) {
        return follow(streamOf(this.#client), options);
    }
    me(options = {}) {
        return taken(this.#client.GET("/api/me", { ...options }));
    }
}
/** Whatever is no success was thrown. */
async function taken(answer) {
    const { data, response } = await answer;
    if (data === undefined || data === null) {
        throw new TypeError(`The answer ${response.status} has no body`);
    }
    return data;
}
function commandOf(options) {
    const headers = {};
    if (options.ifMatch !== undefined) {
        headers["If-Match"] = options.ifMatch === "*" ? "*" : `"${options.ifMatch}"`;
    }
    if (options.idempotencyKey !== undefined) {
        headers["Idempotency-Key"] = options.idempotencyKey;
    }
    if (options.respondAsync) {
        headers["Prefer"] = "respond-async";
    }
    return options.signal ? { headers, signal: options.signal } : { headers };
}
async function* pages(query, ask) {
    let page = await ask(query);
    yield* page.items;
    while (page.next_cursor !== null) {
        page = await ask({ ...query, cursor: page.next_cursor });
        yield* page.items;
    }
}
