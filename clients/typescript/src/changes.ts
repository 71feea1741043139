import type { Client } from "./client.js";
import type { Task } from "./types.js";

/** A change of a task of the caller's. */
export interface Change {
    position: number;
    task_id: string;
    /** The task's after the change. */
    version: number;
    type: "created" | "renamed" | "described" | "completed" | "reopened" | "deleted" | "restored";
    occurred_at: string;
    /** As it is after the change; null where that deleted it. */
    task: Task | null;
}

export interface ChangePage {
    items: Change[];
    /** Pass it as `since` for what comes then. */
    next_since: string;
}

export interface ChangeQuery {
    /** `next_since` of the page before; left out, from the first change ever; `now`, from now on. */
    since?: string;
    limit?: number;
}

interface Feed {
    GET(path: string, init: object): Promise<{ data?: unknown }>;
}

export async function changesPage(client: Client, query: ChangeQuery, signal?: AbortSignal): Promise<ChangePage> {
    const { data } = await (client as unknown as Feed).GET("/api/changes", { params: { query }, signal });
    return data as ChangePage;
}

/** @param lastEventId wins over `since` */
export async function openChanges(
    client: Client,
    since?: string,
    lastEventId?: string,
    signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array> | null> {
    const { data } = await (client as unknown as Feed).GET("/api/changes/stream", {
        params: { query: lastEventId === undefined ? { since } : {} },
        headers: { Accept: "text/event-stream", "Last-Event-ID": lastEventId },
        parseAs: "stream",
        signal,
        retries: 0, // whoever follows the changes tries again, and says so
    });
    return data as ReadableStream<Uint8Array> | null;
}
