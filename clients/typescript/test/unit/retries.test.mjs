import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, NetworkError, ProblemError, Tasks } from "../../dist/index.js";
import { hurry } from "../clock.mjs";
import { breakOff, json, problem, reset, scriptedServer, silence } from "../scripted-server.mjs";

const TASK = { id: "t-1", title: "Buy milk" };

/**
 * @param {import("node:test").TestContext} t
 * @param {...import("../scripted-server.mjs").Reply} replies
 */
async function serving(t, ...replies) {
    const { baseUrl, received } = await scriptedServer(t, ...replies);
    const client = createClient({ baseUrl, token: () => "good" });
    return { client, tasks: new Tasks(client), received };
}

test("a command that found no answer goes again, as it was and under the same key", async (t) => {
    hurry(t);
    const { tasks, received } = await serving(t, reset, breakOff, json(TASK, 201));
    assert.deepEqual(await tasks.create({ title: "Buy milk" }, { respondAsync: true }), TASK);
    assert.equal(received.length, 3);
    for (const { method, url, text, headers } of received) {
        assert.deepEqual([method, url, text], ["POST", "/api/tasks", '{"title":"Buy milk"}']);
        assert.equal(headers.prefer, "respond-async");
        assert.equal(headers.authorization, "Bearer good");
        assert.match(String(headers["idempotency-key"]), /^[0-9a-f-]{36}$/);
        assert.equal(headers["idempotency-key"], received[0]?.headers["idempotency-key"]);
        assert.equal(headers["x-request-id"], received[0]?.headers["x-request-id"]);
    }
});

test("each command has a key and an id of its own, or those it is given", async (t) => {
    const { tasks, received } = await serving(t, json(TASK));
    await tasks.complete("t-1");
    await tasks.reopen("t-1");
    await tasks.update("t-1", { title: "x" }, { idempotencyKey: "mine" });
    await tasks.get("t-1");
    const keys = received.map(({ headers }) => headers["idempotency-key"]);
    assert.equal(new Set(keys).size, 4);
    assert.deepEqual(keys.slice(2), ["mine", undefined]);
    assert.equal(new Set(received.map(({ headers }) => headers["x-request-id"])).size, 4);
});

test("the entity tag that is wanted is sent in quotes", async (t) => {
    const { tasks, received } = await serving(t, json(TASK));
    await tasks.replace("t-1", { title: "x" }, { ifMatch: "0" });
    await tasks.replace("t-1", { title: "x" }, { ifMatch: "9f3c1b7a-52e4.3" });
    await tasks.restore("t-1", { ifMatch: "*" });
    await tasks.restore("t-1");
    assert.deepEqual(received.map(({ headers }) => headers["if-match"]), ['"0"', '"9f3c1b7a-52e4.3"', "*", undefined]);
});

for (const [status, kind] of /** @type {const} */ ([
    [429, "too-many-requests"], [502, "http-502"], [503, "unavailable"], [504, "http-504"], [409, "idempotency-key-in-use"],
])) {
    test(`${status} ${kind} passes, so commands and queries go again`, async (t) => {
        hurry(t);
        const { tasks, received } = await serving(t, problem(status, kind), json(TASK), problem(status, kind), json(TASK));
        await tasks.complete("t-1");
        await tasks.get("t-1");
        assert.deepEqual(received.map(({ method }) => method), ["POST", "POST", "GET", "GET"]);
    });
}

for (const [status, kind] of /** @type {const} */ ([
    [400, "malformed"], [403, "not-the-owner"], [404, "no-such-task"], [408, "too-slow"], [409, "task-exists"], [412, "version-mismatch"],
    [422, "idempotency-key-reused"], [500, "internal-error"],
])) {
    test(`${status} ${kind} stays, so nothing goes again`, async (t) => {
        const { tasks, received } = await serving(t, problem(status, kind));
        for (const attempt of [() => tasks.complete("t-1"), () => tasks.remove("t-1"), () => tasks.get("t-1")]) {
            await assert.rejects(attempt, (error) => error instanceof ProblemError && error.is(kind) && error.status === status);
        }
        assert.equal(received.length, 3);
    });
}

test("it gives up after three repeats, with longer pauses between", async (t) => {
    const pauses = hurry(t);
    const { tasks, received } = await serving(t, problem(503, "unavailable"));
    await assert.rejects(tasks.me(), (error) => error instanceof ProblemError && error.is("unavailable"));
    assert.equal(received.length, 4);
    assert.deepEqual(pauses, [250, 500, 1000]);
});

test("whoever is not there is a network error", async (t) => {
    hurry(t);
    const tasks = new Tasks(createClient({ baseUrl: "http://127.0.0.1:1", token: () => "good" }));
    await assert.rejects(tasks.me(), NetworkError);
});

test("Retry-After is kept to", async (t) => {
    const pauses = hurry(t, (millis) => millis <= 30_000);
    const { baseUrl } = await scriptedServer(
        t,
        problem(429, "too-many-requests", { "Retry-After": "30" }),
        problem(503, "unavailable", { "Retry-After": new Date(Date.now() - 60_000).toUTCString() }),
        problem(503, "unavailable", { "Retry-After": "soon" }),
        json(TASK),
    );
    const tasks = new Tasks(createClient({ baseUrl, token: () => "good", timeoutMillis: 60_000 }));
    await tasks.get("t-1");
    assert.deepEqual(pauses, [30_000, 500, 1000]);
});

test("a Retry-After that is too long is the caller's to wait for", async (t) => {
    const { tasks, received } = await serving(t, problem(429, "too-many-requests", { "Retry-After": "31" }));
    await assert.rejects(tasks.complete("t-1"), (error) => error instanceof ProblemError && error.retryAfter === 31);
    assert.equal(received.length, 1);
});

test("an operator's command has no key, and goes again only where it was not carried out", async (t) => {
    hurry(t);
    const path = "/api/admin/projections/{name}/rebuild";
    const params = { path: { name: "tasks" } };
    const { client, received } = await serving(t, problem(429, "too-many-requests"), reset, problem(503, "unavailable"), reset, json({}));
    await assert.rejects(client.POST(path, { params }), NetworkError);
    await assert.rejects(client.POST(path, { params }), ProblemError);
    assert.equal(received.length, 3);
    await client.GET(path, { params });
    assert.equal(received.length, 5);
    assert.ok(received.every(({ headers }) => headers["idempotency-key"] === undefined));
});

test("a request can ask for other repeats than the client's", async (t) => {
    const { client, received } = await serving(t, problem(503, "unavailable"));
    await assert.rejects(client.GET("/api/me", { retries: 0 }), ProblemError);
    assert.equal(received.length, 1);
});

test("an abort ends the wait for an answer, and before it is sent it is not", async (t) => {
    const controller = new AbortController();
    const { tasks, received } = await serving(t, () => controller.abort(new Error("enough")));
    await assert.rejects(tasks.complete("t-1", { signal: controller.signal }), /enough/);
    await assert.rejects(tasks.complete("t-1", { signal: controller.signal }), /enough/);
    assert.equal(received.length, 1);
});

test("an abort ends the wait for the next attempt", async (t) => {
    const controller = new AbortController();
    hurry(t, (millis) => {
        if (millis === 20_000) {
            setImmediate(() => controller.abort(new Error("enough")));
        }
        return false;
    });
    const { tasks, received } = await serving(t, problem(503, "unavailable", { "Retry-After": "20" }));
    await assert.rejects(tasks.complete("t-1", { signal: controller.signal }), /enough/);
    assert.equal(received.length, 1);
});

test("an abort ends the wait for a token", async () => {
    const controller = new AbortController();
    const token = () => new Promise(() => controller.abort(new Error("enough")));
    const tasks = new Tasks(createClient({ baseUrl: "http://127.0.0.1:1", token }));
    await assert.rejects(tasks.me({ signal: controller.signal }), /enough/);
});

test("what does not come in time counts as lost", async (t) => {
    const pauses = hurry(t, (millis) => millis === 29_999);
    const { baseUrl } = await scriptedServer(t, silence);
    const tasks = new Tasks(createClient({ baseUrl, token: () => "good", retries: 0, timeoutMillis: 29_999 }));
    await assert.rejects(tasks.me(), (error) => error instanceof NetworkError && error.message.includes("29999 ms"));
    assert.deepEqual(pauses, [29_999]);
});

test("who would wait for ever does", async (t) => {
    const { baseUrl, received } = await scriptedServer(t, (request, response) => void setTimeout(() => json(TASK)(request, response), 50));
    const tasks = new Tasks(createClient({ baseUrl, token: () => "good", timeoutMillis: Infinity }));
    assert.deepEqual(await tasks.get("t-1"), TASK);
    assert.equal(received.length, 1);
});

test("a time that is no number is over at once", async (t) => {
    const { baseUrl } = await scriptedServer(t, silence);
    const tasks = new Tasks(createClient({ baseUrl, token: () => "good", retries: 0, timeoutMillis: NaN }));
    await assert.rejects(tasks.get("t-1"), NetworkError);
});

test("what would lead to another address is no id", async (t) => {
    const { tasks, received } = await serving(t, json(TASK));
    for (const id of /** @type {any[]} */ (["", ".", "..", [".."], undefined, null])) {
        await assert.rejects(tasks.remove(id), TypeError);
        await assert.rejects(tasks.get(id), TypeError);
        await assert.rejects(tasks.historyPage(id), TypeError);
    }
    assert.equal(received.length, 0);
    await tasks.get("...");
    await tasks.get("../t-1");
    assert.deepEqual(received.map(({ url }) => url), ["/api/tasks/...", "/api/tasks/..%2Ft-1"]);
});

test("a page that is none of the service's is no answer", async (t) => {
    hurry(t);
    const { tasks } = await serving(t, (_, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<p>Sign in"));
    await assert.rejects(tasks.me(), NetworkError);
});

test("a redirect is not followed, since a command would become a query", async (t) => {
    const { tasks, received } = await serving(t, (_, response) => response.writeHead(301, { Location: "/api/tasks" }).end());
    await assert.rejects(tasks.create({ title: "x" }), (error) => error instanceof ProblemError && error.status === 301);
    assert.equal(received.length, 1);
});
