// Made from openapi.json by `npm run generate`.

export interface paths {
    "/api/admin/projections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the projections are */
        get: operations["listProjections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/projections/{name}/dead-letters/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fold what waits behind dead letters
         * @description Each parked task by itself. What still can't be folded stays parked.
         */
        post: operations["retryDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/projections/{name}/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The projection's last rebuild, as far as it is
         * @description As `text/event-stream`, an event `progress` every half second until it has ended.
         */
        get: operations["getRebuild"];
        put?: never;
        /**
         * Rebuild a projection's table from the events
         * @description Queries read the old table until the new one has caught up and takes its place in one step.
         */
        post: operations["rebuildProjection"];
        /** Cancel the rebuild that is running */
        delete: operations["cancelRebuild"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/projections/{name}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The projection's last verification, as far as it is
         * @description As `text/event-stream`, an event `progress` every half second until it has ended.
         */
        get: operations["getVerification"];
        put?: never;
        /**
         * Prove that a projection's table is what the events say
         * @description Folds all events anew and compares. Changes nothing: rows that differ are counted, and the first named.
         */
        post: operations["verifyProjection"];
        /** Cancel the verification that is running */
        delete: operations["cancelVerification"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the changes of your tasks
         * @description The changes of all your tasks, deleted ones too, newest first. A page at a time, each up to 1 MiB: pass `next_cursor` as `cursor`, with the same `task_id`, `type`, `from` and `to`, until it is null. A parameter that is empty counts as left out.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what has changed since you last asked
         * @description The changes of all your tasks in the order in which they were stored, deletions too, none left out. To keep a copy of your tasks: ask with `since=now`, list the tasks, and from then on pass `next_since` as `since`, as long as there are items. A change whose `version` is not higher than that of the task you hold is in it already. A cursor is good for ever, but for one case, which is a 410: the ledger was set back to a time before it.
         */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Be told of changes as they happen
         * @description The same changes as server-sent events: first an `id` alone, which is where the stream begins; then for each change an event `change`, whose `data` is a Change and whose `id` is the cursor after it. Come again with the last `id` as `Last-Event-ID` (or `since`), and none is missed or told twice. A comment every 15 seconds says that the connection is alive. The stream ends with the token, and when the instance stops. One user may read 16 streams of an instance at a time.
         */
        get: operations["streamChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are, from your token */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your tasks
         * @description A page at a time, each up to 1 MiB: pass `next_cursor` as `cursor`, with the same `completed`, `q` and `sort`, until it is null. A parameter that is empty counts as left out.
         */
        get: operations["listTasks"];
        put?: never;
        /** Create a task */
        post: operations["createTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a task
         * @description `If-None-Match` with its `ETag` answers 304.
         */
        get: operations["getTask"];
        /**
         * Replace title, description and completion
         * @description What is absent, or null, becomes its default: no description, not completed.
         */
        put: operations["replaceTask"];
        post?: never;
        /**
         * Delete a task
         * @description Its history stays, and it can be restored.
         */
        delete: operations["deleteTask"];
        options?: never;
        head?: never;
        /**
         * Change what is named
         * @description A JSON merge patch (RFC 7396): `"description": null` clears it, what is not named stays.
         */
        patch: operations["changeTask"];
        trace?: never;
    };
    "/api/tasks/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Complete a task */
        post: operations["completeTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the changes of a task
         * @description Every change to it, oldest first, an entry each; of a deleted task, too. A page at a time, each up to 1 MiB: pass `next_cursor` as `cursor` until it is null. A parameter that is empty counts as left out.
         */
        get: operations["listTaskHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reopen a completed task */
        post: operations["reopenTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a deleted task back */
        post: operations["restoreTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count your tasks */
        get: operations["summarizeTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "actor": "ann",
         *       "changes": {
         *         "title": {
         *           "from": "Buy milk",
         *           "to": "Buy oat milk"
         *         }
         *       },
         *       "id": "019b2c3d-5f60-7b7c-8dae-1f2a3b4c5d6e",
         *       "occurred_at": "2026-01-16T09:31:00.123456Z",
         *       "request_id": "019b2c3d-5f5e-7c8d-9ebf-2a3b4c5d6e7f",
         *       "task_id": "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
         *       "type": "renamed",
         *       "version": 1
         *     }
         */
        AuditEntry: {
            /** @description Who made the change: the `sub` of their token */
            actor: string | null;
            /** @description The fields that it gave another value, or a first one; none where it deleted the task or restored it */
            changes: {
                completed?: {
                    from: boolean | null;
                    to: boolean;
                };
                description?: {
                    from: string | null;
                    to: string | null;
                };
                title?: {
                    from: string | null;
                    to: string;
                };
            };
            /**
             * Format: uuid
             * @description Of the event
             */
            id: string;
            /** Format: date-time */
            occurred_at: string;
            /** @description The `X-Request-Id` of the request that made the change */
            request_id: string | null;
            /** Format: uuid */
            task_id: string;
            /** @enum {string} */
            type: "created" | "renamed" | "described" | "completed" | "reopened" | "deleted" | "restored";
            /**
             * Format: int64
             * @description The task's after the change
             */
            version: number;
        };
        AuditPage: {
            items: components["schemas"]["AuditEntry"][];
            /** @description Pass it as `cursor` for the next page; null on the last */
            next_cursor: string | null;
        };
        /**
         * @example {
         *       "occurred_at": "2026-01-16T09:45:00.654321Z",
         *       "position": 1042,
         *       "task": null,
         *       "task_id": "01981c9e-7d6a-7c3f-9b0e-2f4d1a6b8c90",
         *       "type": "deleted",
         *       "version": 2
         *     }
         */
        Change: {
            /** Format: date-time */
            occurred_at: string;
            /**
             * Format: int64
             * @description In the order of all changes; between two of yours there may be those of others
             */
            position: number;
            /** @description The task as it was after the change; null where that deleted it */
            task: components["schemas"]["Task"] | null;
            /** Format: uuid */
            task_id: string;
            /** @enum {string} */
            type: "created" | "renamed" | "described" | "completed" | "reopened" | "deleted" | "restored";
            /**
             * Format: int64
             * @description The task's after the change
             */
            version: number;
        };
        ChangePage: {
            items: components["schemas"]["Change"][];
            /** @description Pass it as `since` for what comes after; opaque */
            next_since: string;
        };
        /**
         * @description Server-sent events (HTML Living Standard, section 9.2)
         * @example id: b3BhcXVl
         *
         *     id: YWxzbyBvcGFxdWU
         *     event: change
         *     data: {"position":1042,"task_id":"01981c9e-7d6a-7c3f-9b0e-2f4d1a6b8c90","version":2,"type":"deleted","occurred_at":"2026-01-16T09:45:00.654321Z","task":null}
         *
         *     :
         */
        ChangeStream: string;
        /**
         * @example {
         *       "failed": 0,
         *       "released": 3,
         *       "retried": 3
         *     }
         */
        DeadLetterRetry: {
            /**
             * Format: int32
             * @description Tasks that are parked still
             */
            failed: number;
            /**
             * Format: int32
             * @description Tasks that are as their events say again
             */
            released: number;
            /** Format: int32 */
            retried: number;
        };
        DevelopmentToken: {
            /** @description A JWT, good for 24 hours and until the service ends */
            token: string;
        };
        DevelopmentUser: {
            email?: string | null;
            name?: string | null;
            role?: string | null;
            user_id: string;
        };
        /**
         * @example {
         *       "email": "ann@example.com",
         *       "id": "ann",
         *       "name": "Ann"
         *     }
         */
        Me: {
            email: string | null;
            id: string;
            name: string | null;
        };
        NewTask: {
            /** @description No control characters but tabs and line breaks */
            description?: string | null;
            /**
             * Format: uuid
             * @description A UUID of your own; the service makes one (version 7) where you leave it out, or send null
             */
            id?: string | null;
            /** @description White space around it is dropped before it is counted; has at least one character that can be seen, and no control characters */
            title: string;
        };
        /**
         * @example {
         *       "detail": "Some values are not allowed: see errors.",
         *       "errors": [
         *         {
         *           "field": "title",
         *           "message": "must not be blank"
         *         }
         *       ],
         *       "instance": "/api/tasks",
         *       "request_id": "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
         *       "status": 422,
         *       "title": "Some values are not allowed",
         *       "type": "urn:taskledger:problem:invalid"
         *     }
         */
        Problem: {
            /** @description A sentence about this one */
            detail: string;
            /** @description The parts that are wrong, where parts are */
            errors?: {
                /** @description The field, parameter or header; empty for the body as a whole */
                field: string;
                /** @description What it must be */
                message: string;
            }[];
            /** @description The path that was asked for */
            instance?: string;
            /** @description As in `X-Request-Id` */
            request_id: string;
            /** Format: int32 */
            status: number;
            /** @description The kind of problem, for people */
            title: string;
            /**
             * Format: uri
             * @description The kind of problem, for programs
             */
            type: string;
        };
        /**
         * @example {
         *       "dead_letters": 0,
         *       "events_behind": 0,
         *       "head": 1843,
         *       "name": "tasks",
         *       "parked": [],
         *       "position": 1843,
         *       "rebuild": null,
         *       "seconds_behind": 0,
         *       "status": "live",
         *       "version": 1
         *     }
         */
        Projection: {
            /**
             * Format: int64
             * @description Tasks that it left as they were at an event that it can't fold
             */
            dead_letters: number;
            /** Format: int64 */
            events_behind: number;
            /**
             * Format: int64
             * @description Position of the last event that was committed
             */
            head: number;
            name: string;
            /** @description The first of those */
            parked: {
                /** Format: int32 */
                attempts: number;
                /** @description What kind of failure */
                cause: string;
                /** Format: date-time */
                parked_at: string;
                /**
                 * Format: int64
                 * @description Of the same
                 */
                position: number;
                /** Format: uuid */
                task_id: string;
                /**
                 * Format: int64
                 * @description Of the event that could not be folded
                 */
                version: number;
            }[];
            /**
             * Format: int64
             * @description Up to which every event has been folded, but for those behind dead letters
             */
            position: number;
            /** @description The rebuild or verification that is running */
            rebuild: components["schemas"]["ProjectionJob"] | null;
            /** @description Age of the oldest event that it has not folded */
            seconds_behind: number;
            /**
             * @description The worst that can be said of it: `building`, its first table is being made; `stopped`, no instance has fed it for ten seconds; `behind`, by more than 10,000 events or 15 seconds; `parked`, it has dead letters
             * @enum {string}
             */
            status: "building" | "stopped" | "behind" | "parked" | "live";
            /**
             * Format: int32
             * @description Of its logic
             */
            version: number;
        };
        /**
         * @example {
         *       "differences": null,
         *       "estimated_end": "2026-01-16T09:30:08.456789Z",
         *       "events": 1000000,
         *       "events_per_second": 120000.5,
         *       "failure": null,
         *       "finished_at": null,
         *       "folded": 400000,
         *       "id": "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
         *       "kind": "rebuild",
         *       "phase": "fold",
         *       "progress": 0.4,
         *       "projection": "tasks",
         *       "sample": [],
         *       "started_at": "2026-01-16T09:30:00.123456Z",
         *       "status": "running",
         *       "swap_millis": null
         *     }
         */
        ProjectionJob: {
            /**
             * Format: int64
             * @description Rows that were not what the events say; null where they have not been compared
             */
            differences: number | null;
            /**
             * Format: date-time
             * @description Of folding them
             */
            estimated_end: string | null;
            /**
             * Format: int64
             * @description To be folded, about
             */
            events: number;
            events_per_second: number;
            failure: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: int64 */
            folded: number;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "rebuild" | "verify";
            /** @enum {string} */
            phase: "fold" | "index" | "catch_up" | "compare" | "swap" | "done";
            /** @description Of folding them */
            progress: number;
            /** @description Its table */
            projection: string;
            /** @description The first of them */
            sample: {
                /** @description That differ */
                columns: string[];
                /**
                 * @description `unfounded`: no event made it
                 * @enum {string}
                 */
                kind: "altered" | "missing" | "unfounded";
                /** Format: uuid */
                task_id: string;
                /** Format: int64 */
                version: number;
            }[];
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            status: "running" | "succeeded" | "failed" | "cancelled";
            /** @description For how long no query could read the table while another took its place */
            swap_millis: number | null;
        };
        Projections: {
            items: components["schemas"]["Projection"][];
        };
        /**
         * @example {
         *       "completed": false,
         *       "created_at": "2026-01-16T09:30:00.123456Z",
         *       "description": "Two litres of the organic one",
         *       "etag": "0",
         *       "id": "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
         *       "title": "Buy milk",
         *       "updated_at": "2026-01-16T09:30:00.123456Z",
         *       "user_id": "ann",
         *       "version": 0
         *     }
         */
        Task: {
            completed: boolean;
            /** Format: date-time */
            created_at: string;
            description: string | null;
            /** @description What `ETag` and `If-Match` hold, without their quotes: of each state of the task another, also after the ledger was set back. Opaque */
            etag: string;
            /** Format: uuid */
            id: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** @description The owner */
            user_id: string;
            /**
             * Format: int64
             * @description How many events the task has had, less one. After the ledger was set back to an older state it counts from there again, so send `etag` and not this as a condition
             */
            version: number;
        };
        TaskChange: {
            completed?: boolean;
            /** @description Null clears it; no control characters but tabs and line breaks */
            description?: string | null;
            /** @description White space around it is dropped before it is counted; has at least one character that can be seen, and no control characters */
            title?: string;
        };
        TaskPage: {
            items: components["schemas"]["Task"][];
            /** @description Pass it as `cursor` for the next page; null on the last */
            next_cursor: string | null;
        };
        TaskReplacement: {
            /**
             * @description Null counts as left out
             * @default false
             */
            completed?: boolean | null;
            /**
             * @description No control characters but tabs and line breaks
             * @default null
             */
            description?: string | null;
            /** @description White space around it is dropped before it is counted; has at least one character that can be seen, and no control characters */
            title: string;
        };
        /**
         * @example {
         *       "completed": 1,
         *       "open": 2,
         *       "total": 3
         *     }
         */
        TaskSummary: {
            /** Format: int64 */
            completed: number;
            /** Format: int64 */
            open: number;
            /** Format: int64 */
            total: number;
        };
    };
    responses: {
        /** @description The request can't be read, be it JSON, an id, a header or a parameter */
        400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no valid token */
        401: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The task is another user's, or the operation is for operators alone */
        403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such task or projection, or you deleted the task; the history of a deleted task, and `restore`, are still there */
        404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The `Accept` header does not allow JSON */
        406: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body took too long to come */
        408: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A task with this id exists already; a request with this `Idempotency-Key` is still being carried out; a rebuild of this projection is running already */
        409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The cursor is of a time that the ledger was set back from; begin anew */
        410: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The task's `ETag` is another than `If-Match` names, or one that `If-None-Match` excludes; it is in the answer */
        412: {
            headers: {
                ETag: components["headers"]["ETag"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `If-Match` names an entity tag where there is none; or there is such a task already, which `If-None-Match: *` excludes */
        "412-without-ETag": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body has more than 64 KiB */
        413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not of a type that is taken here; or it is compressed, and `Accept-Encoding` says that it has to come as it is */
        415: {
            headers: {
                "Accept-Encoding": components["headers"]["Accept-Encoding"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Some values are not allowed, and `errors` names each; the `Idempotency-Key` was another request's; or the search takes longer than a query may take */
        422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description You have made more requests in the last minute than this instance takes from one user; or read as many streams, or ask as many queries at a time, as one may */
        429: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request's first line and headers have over 16 KiB, mostly for a token that holds too much */
        431: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The database can't be reached, large answers take all the memory they may, other users' searches take all the connections that searches may, too many commands met on one task, or the token can't be checked for the moment; nothing more was done than what `GET` shows */
        503: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description 1 to 255 printable ASCII characters of your choosing, such as a UUID, new for each request: sent again with the same key, the request is carried out once */
        IdempotencyKey: string;
        /** @description Only where the task has this `ETag`, such as `"3"` (or one of these): else 412, and nothing happens. `*` for any; a weak tag never matches. */
        IfMatch: string;
        /** @description The `ETag` you have, such as `"3"` (or a list, or `*`); 304 where it is still right */
        IfNoneMatch: string;
        /** @description Only where the task has none of these `ETag`s: else 412, and nothing happens. `*` excludes any task: with it, a task is only created where there is none with its `id`. */
        IfNoneMatchOfCommand: string;
        /** @description `respond-async`: answer as soon as the change is stored */
        Prefer: string;
        /** @example tasks */
        ProjectionName: string;
        TaskId: string;
    };
    requestBodies: never;
    headers: {
        /** @description `identity`, where the body was compressed: none of its encodings is taken */
        "Accept-Encoding": "identity";
        /**
         * @description The task's `etag`, quoted
         * @example "0"
         */
        ETag: string;
        /** @description `true`, where this is what an earlier request with the same `Idempotency-Key` was answered */
        "Idempotency-Replayed": "true";
        /**
         * @description Where it is
         * @example /api/tasks/019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d
         */
        Location: string;
        /** @description `respond-async`, where queries may not show the change yet */
        "Preference-Applied": "respond-async";
        /** @description In how many seconds to try again */
        "Retry-After": number;
        /** @description `Bearer`, and what is wrong with the token */
        "WWW-Authenticate": string;
        /** @description The id of this request, for support */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listProjections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All projections */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Projections"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            406: components["responses"]["406"];
            412: components["responses"]["412-without-ETag"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    retryDeadLetters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example tasks */
                name: components["parameters"]["ProjectionName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many tasks were tried again, and how many are released */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterRetry"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            408: components["responses"]["408"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    getRebuild: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example tasks */
                name: components["parameters"]["ProjectionName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rebuild or verification */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionJob"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            412: components["responses"]["412-without-ETag"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    rebuildProjection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example tasks */
                name: components["parameters"]["ProjectionName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rebuild or verification */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionJob"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            408: components["responses"]["408"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    cancelRebuild: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example tasks */
                name: components["parameters"]["ProjectionName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            408: components["responses"]["408"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    getVerification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example tasks */
                name: components["parameters"]["ProjectionName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rebuild or verification */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionJob"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            412: components["responses"]["412-without-ETag"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    verifyProjection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example tasks */
                name: components["parameters"]["ProjectionName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rebuild or verification */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionJob"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            408: components["responses"]["408"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    cancelVerification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example tasks */
                name: components["parameters"]["ProjectionName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            408: components["responses"]["408"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; opaque */
                cursor?: string;
                /** @description Only those at this time or later: a timestamp of RFC 3339 such as `2026-01-16T09:30:00Z`, to any number of digits; its offset may also be `+0100` or `+01`. In a URL `+` is written `%2B` */
                from?: string;
                /** @description How many at most; a page ends at 1 MiB, too */
                limit?: number;
                /** @description Only those of this task; none where it is not yours */
                task_id?: string;
                /** @description Only those before this time, in the same form */
                to?: string;
                /** @description Only those of this type */
                type?: "created" | "renamed" | "described" | "completed" | "reopened" | "deleted" | "restored";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit trail */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            406: components["responses"]["406"];
            410: components["responses"]["410"];
            412: components["responses"]["412-without-ETag"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /** @description How many at most; an answer ends at 1 MiB, too */
                limit?: number;
                /** @description `next_since` of the answer before, or the `id` of an event of the stream; opaque. `now` for what comes from now on; left out, for all from the first */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            406: components["responses"]["406"];
            410: components["responses"]["410"];
            412: components["responses"]["412-without-ETag"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    streamChanges: {
        parameters: {
            query?: {
                /** @description The same as `Last-Event-ID`, which goes before it, for clients that can't set headers: EventSource polyfills send it by themselves */
                lastEventId?: string;
                /** @description Where to begin, as for the list; `now` for what comes from now on; left out, with all from the first. `Last-Event-ID` and `lastEventId` go before it */
                since?: string;
            };
            header?: {
                /** @description The `id` of the last event that came */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Changes as they happen, until the stream ends */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ChangeStream"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            406: components["responses"]["406"];
            410: components["responses"]["410"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who you are */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            406: components["responses"]["406"];
            412: components["responses"]["412-without-ETag"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    listTasks: {
        parameters: {
            query?: {
                /** @description Only those that are completed, or are not */
                completed?: boolean;
                /** @description `next_cursor` of the page before; opaque */
                cursor?: string;
                /** @description How many at most; a page ends at 1 MiB, too */
                limit?: number;
                /** @description Only those with this text in title or description; white space around it is dropped, and `%` and `_` are ordinary characters. Differences of case, of composition (é as one character or two) and of compatibility (ﬁ and fi) don't count: text is compared by NFKC and then, code point by code point, `toLowerCase(toUpperCase(c))`. A search that takes longer than the service allows is ended, and answered with a 422 */
                q?: string;
                /** @description The order, descending with `-`; ties go by `id`, in the same direction. Titles are compared as `q` compares text, by their first 400 code points, in the order of code points */
                sort?: "created_at" | "-created_at" | "updated_at" | "-updated_at" | "title" | "-title";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of your tasks */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            406: components["responses"]["406"];
            410: components["responses"]["410"];
            412: components["responses"]["412-without-ETag"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    createTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters of your choosing, such as a UUID, new for each request: sent again with the same key, the request is carried out once */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Only where the task has none of these `ETag`s: else 412, and nothing happens. `*` excludes any task: with it, a task is only created where there is none with its `id`. */
                "If-None-Match"?: components["parameters"]["IfNoneMatchOfCommand"];
                /** @description `respond-async`: answer as soon as the change is stored */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "Two litres of the organic one",
                 *       "title": "Buy milk"
                 *     }
                 */
                "application/json": components["schemas"]["NewTask"];
            };
        };
        responses: {
            /** @description The task */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            406: components["responses"]["406"];
            408: components["responses"]["408"];
            409: components["responses"]["409"];
            412: components["responses"]["412-without-ETag"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only where the task has this `ETag`, such as `"3"` (or one of these): else 412, and nothing happens. `*` for any; a weak tag never matches. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description The `ETag` you have, such as `"3"` (or a list, or `*`); 304 where it is still right */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description It is still at that version */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            412: components["responses"]["412"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    replaceTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters of your choosing, such as a UUID, new for each request: sent again with the same key, the request is carried out once */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Only where the task has this `ETag`, such as `"3"` (or one of these): else 412, and nothing happens. `*` for any; a weak tag never matches. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Only where the task has none of these `ETag`s: else 412, and nothing happens. `*` excludes any task: with it, a task is only created where there is none with its `id`. */
                "If-None-Match"?: components["parameters"]["IfNoneMatchOfCommand"];
                /** @description `respond-async`: answer as soon as the change is stored */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "completed": true,
                 *       "description": null,
                 *       "title": "Buy oat milk"
                 *     }
                 */
                "application/json": components["schemas"]["TaskReplacement"];
            };
        };
        responses: {
            /** @description The task */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            408: components["responses"]["408"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    deleteTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters of your choosing, such as a UUID, new for each request: sent again with the same key, the request is carried out once */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Only where the task has this `ETag`, such as `"3"` (or one of these): else 412, and nothing happens. `*` for any; a weak tag never matches. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Only where the task has none of these `ETag`s: else 412, and nothing happens. `*` excludes any task: with it, a task is only created where there is none with its `id`. */
                "If-None-Match"?: components["parameters"]["IfNoneMatchOfCommand"];
                /** @description `respond-async`: answer as soon as the change is stored */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            408: components["responses"]["408"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    changeTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters of your choosing, such as a UUID, new for each request: sent again with the same key, the request is carried out once */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Only where the task has this `ETag`, such as `"3"` (or one of these): else 412, and nothing happens. `*` for any; a weak tag never matches. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Only where the task has none of these `ETag`s: else 412, and nothing happens. `*` excludes any task: with it, a task is only created where there is none with its `id`. */
                "If-None-Match"?: components["parameters"]["IfNoneMatchOfCommand"];
                /** @description `respond-async`: answer as soon as the change is stored */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Buy oat milk"
                 *     }
                 */
                "application/json": components["schemas"]["TaskChange"];
                /**
                 * @example {
                 *       "description": null
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["TaskChange"];
            };
        };
        responses: {
            /** @description The task */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            408: components["responses"]["408"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    completeTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters of your choosing, such as a UUID, new for each request: sent again with the same key, the request is carried out once */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Only where the task has this `ETag`, such as `"3"` (or one of these): else 412, and nothing happens. `*` for any; a weak tag never matches. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Only where the task has none of these `ETag`s: else 412, and nothing happens. `*` excludes any task: with it, a task is only created where there is none with its `id`. */
                "If-None-Match"?: components["parameters"]["IfNoneMatchOfCommand"];
                /** @description `respond-async`: answer as soon as the change is stored */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            408: components["responses"]["408"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    listTaskHistory: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; opaque */
                cursor?: string;
                /** @description How many at most; a page ends at 1 MiB, too */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit trail */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            410: components["responses"]["410"];
            412: components["responses"]["412-without-ETag"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    reopenTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters of your choosing, such as a UUID, new for each request: sent again with the same key, the request is carried out once */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Only where the task has this `ETag`, such as `"3"` (or one of these): else 412, and nothing happens. `*` for any; a weak tag never matches. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Only where the task has none of these `ETag`s: else 412, and nothing happens. `*` excludes any task: with it, a task is only created where there is none with its `id`. */
                "If-None-Match"?: components["parameters"]["IfNoneMatchOfCommand"];
                /** @description `respond-async`: answer as soon as the change is stored */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            408: components["responses"]["408"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    restoreTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters of your choosing, such as a UUID, new for each request: sent again with the same key, the request is carried out once */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Only where the task has this `ETag`, such as `"3"` (or one of these): else 412, and nothing happens. `*` for any; a weak tag never matches. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Only where the task has none of these `ETag`s: else 412, and nothing happens. `*` excludes any task: with it, a task is only created where there is none with its `id`. */
                "If-None-Match"?: components["parameters"]["IfNoneMatchOfCommand"];
                /** @description `respond-async`: answer as soon as the change is stored */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            406: components["responses"]["406"];
            408: components["responses"]["408"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
    summarizeTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many tasks you have, of each kind */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskSummary"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            406: components["responses"]["406"];
            412: components["responses"]["412-without-ETag"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            503: components["responses"]["503"];
        };
    };
}
