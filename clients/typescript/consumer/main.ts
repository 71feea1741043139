import { type Change, type Client, createClient, NetworkError, ProblemError, type Task, Tasks } from "@taskledger/client";

const TASK: Task = {
    id: "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d",
    user_id: "ann",
    title: "Buy milk",
    description: null,
    completed: false,
    created_at: "2026-01-16T09:30:00.123456Z",
    updated_at: "2026-01-16T09:30:00.123456Z",
    version: 0,
    etag: "0",
};

const client: Client = createClient({
    baseUrl: "https://tasks.example.com",
    token: async (refused?: string) => (refused === undefined ? "token" : "another"),
    fetch: async () => Response.json({ items: [TASK], next_cursor: null }),
});
const tasks = new Tasks(client);

const titles: string[] = [];
for await (const task of tasks.list({ completed: false, sort: "-updated_at" })) {
    titles.push(task.title);
    const note: string | null = task.description;
    // @ts-expect-error it may be null
    const text: string = note;
    // @ts-expect-error it has no such field
    titles.push(text, task.titel);
}
if (titles[0] !== TASK.title) {
    throw new Error(`listed: ${titles}`);
}

const refused = createClient({
    baseUrl: "https://tasks.example.com",
    token: () => "token",
    fetch: async () => Response.json({ type: "urn:taskledger:problem:version-mismatch", status: 412 }, { status: 412 }),
});
try {
    await new Tasks(refused).update(TASK.id, { title: "Buy oat milk" }, { ifMatch: TASK.etag });
    throw new Error("it was not refused");
} catch (error) {
    if (!(error instanceof ProblemError) || !error.is("version-mismatch")) {
        throw error;
    }
}

export async function typed(signal: AbortSignal): Promise<void> {
    const projections = await client.GET("/api/admin/projections", { signal });
    const behind: number | undefined = projections.data?.items[0]?.events_behind;
    for await (const change of tasks.live({ since: "now", signal, onState: (state) => console.log(state, behind) })) {
        const { task, type }: Change = change;
        console.log(type === "deleted" ? change.task_id : task?.title);
    }
    // @ts-expect-error there is no such operation
    await client.GET("/api/task");
    // @ts-expect-error a title is needed
    await tasks.create({ description: "x" });
    // @ts-expect-error it is not the client's to set
    await tasks.update(TASK.id, { user_id: "bob" });
    // @ts-expect-error a version is no entity tag
    await tasks.complete(TASK.id, { ifMatch: TASK.version });
    // @ts-expect-error there is no such order
    await tasks.page({ sort: "priority" });
    // @ts-expect-error left out or a string
    createClient({ baseUrl: undefined, token: () => "" });
    throw new NetworkError("never called");
}
