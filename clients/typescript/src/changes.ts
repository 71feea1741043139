import type { Client } from "./client.js";
import type { OpenStream } from "./live.js";

/** The feed's stream, as one connection has it. */
export function streamOf(client: Client): OpenStream {
    return async (since, lastEventId, signal) => {
        const { data } = await client.GET("/api/changes/stream", {
            params: lastEventId === undefined ? { query: since === undefined ? {} : { since } } : { header: { "Last-Event-ID": lastEventId } },
            headers: { Accept: "text/event-stream" },
            parseAs: "stream",
            signal: signal ?? null,
            retries: 0, // whoever follows the changes tries again, and says so
        });
        return data ?? null;
    };
}
