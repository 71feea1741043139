// Made from clients/typescript by `npm run vendor`.
export async function changesPage(client, query, signal) {
    const { data } = await client.GET("/api/changes", { params: { query }, signal });
    return data;
}
/** @param lastEventId wins over `since` */
export async function openChanges(client, since, lastEventId, signal) {
    const { data } = await client.GET("/api/changes/stream", {
        params: { query: lastEventId === undefined ? { since } : {} },
        headers: { Accept: "text/event-stream", "Last-Event-ID": lastEventId },
        parseAs: "stream",
        signal,
        retries: 0, // whoever follows the changes tries again, and says so
    });
    return data;
}
