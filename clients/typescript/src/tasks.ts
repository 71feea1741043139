import { streamOf } from "./changes.js";
import type { Client } from "./client.js";
import { follow, type LiveOptions } from "./live.js";
import type {
    AuditEntry, AuditPage, AuditQuery, Change, ChangePage, ChangeQuery, HistoryQuery, Me, NewTask, Task, TaskChange, TaskPage, TaskQuery,
    TaskReplacement, TaskSummary,
} from "./types.js";

/** As many as come at once where all are wanted. */
const PAGE_SIZE = 200;

export interface QueryOptions {
    signal?: AbortSignal;
}

export interface CommandOptions extends QueryOptions {
    /** The `etag` that the task has to have, or else a 412 and nothing done; `*`, any. A `version` is none: after a restore of the ledger it is used again. */
    ifMatch?: string;
    /** Left out, a new one: give it to be able to send the same command again later on, within 24 hours. */
    idempotencyKey?: string;
    /** Answer as soon as the change is stored, though queries may not show it yet. */
    respondAsync?: boolean;
}

/** The caller's tasks. Each method throws a `ProblemError` where the service refuses, and a `NetworkError` where it can't be reached. */
export class Tasks {
    readonly #client: Client;

    constructor(client: Client) {
        this.#client = client;
    }

    create(task: NewTask, options: CommandOptions = {}): Promise<Task> {
        return taken(this.#client.POST("/api/tasks", { body: task, ...commandOf(options) }));
    }

    get(id: string, options: QueryOptions = {}): Promise<Task> {
        return taken(this.#client.GET("/api/tasks/{id}", { params: { path: { id } }, ...options }));
    }

    /** Changes what is named; a `description` of null clears it. */
    update(id: string, change: TaskChange, options: CommandOptions = {}): Promise<Task> {
        return taken(this.#client.PATCH("/api/tasks/{id}", { params: { path: { id } }, body: change, ...commandOf(options) }));
    }

    /** Replaces title, description and completion; what is left out is none. */
    replace(id: string, task: TaskReplacement, options: CommandOptions = {}): Promise<Task> {
        return taken(this.#client.PUT("/api/tasks/{id}", { params: { path: { id } }, body: task, ...commandOf(options) }));
    }

    complete(id: string, options: CommandOptions = {}): Promise<Task> {
        return taken(this.#client.POST("/api/tasks/{id}/complete", { params: { path: { id } }, ...commandOf(options) }));
    }

    reopen(id: string, options: CommandOptions = {}): Promise<Task> {
        return taken(this.#client.POST("/api/tasks/{id}/reopen", { params: { path: { id } }, ...commandOf(options) }));
    }

    /** Brings back what was removed. */
    restore(id: string, options: CommandOptions = {}): Promise<Task> {
        return taken(this.#client.POST("/api/tasks/{id}/restore", { params: { path: { id } }, ...commandOf(options) }));
    }

    async remove(id: string, options: CommandOptions = {}): Promise<void> {
        await this.#client.DELETE("/api/tasks/{id}", { params: { path: { id } }, ...commandOf(options) });
    }

    page(query: TaskQuery = {}, options: QueryOptions = {}): Promise<TaskPage> {
        return taken(this.#client.GET("/api/tasks", { params: { query }, ...options }));
    }

    /** All of them, page by page as they are taken. */
    list(query: TaskQuery = {}, options: QueryOptions = {}): AsyncGenerator<Task, void, undefined> {
        return pages({ limit: PAGE_SIZE, ...query }, (one) => this.page(one, options));
    }

    summary(options: QueryOptions = {}): Promise<TaskSummary> {
        return taken(this.#client.GET("/api/tasks/summary", { ...options }));
    }

    /** What was done to the task, oldest first, also after it was removed. */
    historyPage(id: string, query: HistoryQuery = {}, options: QueryOptions = {}): Promise<AuditPage> {
        return taken(this.#client.GET("/api/tasks/{id}/history", { params: { path: { id }, query }, ...options }));
    }

    history(id: string, query: HistoryQuery = {}, options: QueryOptions = {}): AsyncGenerator<AuditEntry, void, undefined> {
        return pages({ limit: PAGE_SIZE, ...query }, (one) => this.historyPage(id, one, options));
    }

    /** What was done to all tasks, newest first. */
    auditPage(query: AuditQuery = {}, options: QueryOptions = {}): Promise<AuditPage> {
        return taken(this.#client.GET("/api/audit", { params: { query }, ...options }));
    }

    audit(query: AuditQuery = {}, options: QueryOptions = {}): AsyncGenerator<AuditEntry, void, undefined> {
        return pages({ limit: PAGE_SIZE, ...query }, (one) => this.auditPage(one, options));
    }

    changesPage(query: ChangeQuery = {}, options: QueryOptions = {}): Promise<ChangePage> {
        return taken(this.#client.GET("/api/changes", { params: { query }, ...options }));
    }

    /** What changed since then, up to now; without a cursor, since ever. */
    async *changes(since?: string, options: QueryOptions = {}): AsyncGenerator<Change, void, undefined> {
        let query: ChangeQuery = since === undefined ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, since };
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
    live(options: LiveOptions = {}): AsyncGenerator<Change, void, undefined> {
        return follow(streamOf(this.#client), options);
    }

    me(options: QueryOptions = {}): Promise<Me> {
        return taken(this.#client.GET("/api/me", { ...options }));
    }
}

/** Whatever is no success was thrown. */
async function taken<T>(answer: Promise<{ data?: T; response: Response }>): Promise<NonNullable<T>> {
    const { data, response } = await answer;
    if (data === undefined || data === null) {
        throw new TypeError(`The answer ${response.status} has no body`);
    }
    return data;
}

function commandOf(options: CommandOptions): { headers: Record<string, string>; signal?: AbortSignal } {
    const headers: Record<string, string> = {};
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

interface Page<T> {
    items: T[];
    next_cursor: string | null;
}

async function* pages<T, Q extends { cursor?: string }>(query: Q, ask: (query: Q) => Promise<Page<T>>): AsyncGenerator<T, void, undefined> {
    let page = await ask(query);
    yield* page.items;
    while (page.next_cursor !== null) {
        page = await ask({ ...query, cursor: page.next_cursor });
        yield* page.items;
    }
}
