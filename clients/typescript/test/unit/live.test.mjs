import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { createClient, NetworkError, ProblemError, Tasks } from "../../dist/index.js";
import { follow } from "../../dist/live.js";
import { hurry } from "../clock.mjs";
import { problem, reset, scriptedServer } from "../scripted-server.mjs";

/** @typedef {import("../scripted-server.mjs").Reply} Reply */

/** @param {number} position */
function change(position) {
    return `event: change\nid: c-${position}\ndata: {"position": ${position}}\n\n`;
}

/** @param {string} text @param {boolean} ends @returns {Reply} */
function stream(text, ends = true) {
    return (_, response) => {
        response.writeHead(200, { "Content-Type": "text/event-stream" });
        ends ? response.end(text) : response.write(text);
    };
}

/**
 * @param {import("node:test").TestContext} t
 * @param {...Reply} replies
 */
async function serving(t, ...replies) {
    const { baseUrl, received } = await scriptedServer(t, ...replies);
    /** @type {(string | undefined)[]} */
    const asked = [];
    const token = (/** @type {string | undefined} */ refused) => (asked.push(refused), `t${asked.length}`);
    return { tasks: new Tasks(createClient({ baseUrl, token })), received, asked };
}

/**
 * @param {AsyncIterable<import("../../dist/index.js").Change>} changes
 * @param {number} count
 */
async function positions(changes, count) {
    const taken = [];
    for await (const { position } of changes) {
        taken.push(position);
        if (taken.length === count) {
            break;
        }
    }
    return taken;
}

test("it goes on after the last change, however the connection ended, and each change comes once", async (t) => {
    hurry(t);
    const { tasks, received } = await serving(
        t,
        stream("id: c-0\n\n"),
        stream(change(1) + change(2) + 'event: change\nid: c-3\ndata: {"position": 3}\n'),
        reset,
        (request, response) => {
            response.writeHead(200, { "Content-Type": "text/event-stream" });
            response.write(": heartbeat\n\n" + change(3) + "event: cha", () => request.socket.destroy());
        },
        stream(change(4), false),
    );
    assert.deepEqual(await positions(tasks.live({ since: "c 0" }), 4), [1, 2, 3, 4]);
    assert.deepEqual(
        received.map(({ url, headers }) => [url, headers["last-event-id"]]),
        [
            ["/api/changes/stream?since=c%200", undefined],
            ["/api/changes/stream", "c-0"],
            ["/api/changes/stream", "c-2"],
            ["/api/changes/stream", "c-2"],
            ["/api/changes/stream", "c-3"],
        ],
    );
    assert.ok(received.every(({ headers }) => headers.accept === "text/event-stream"));
});

test("each connection has a token of its own, and another one where that is refused", async (t) => {
    hurry(t);
    const { tasks, received, asked } = await serving(t, stream("id: c-0\n\n"), problem(401, "unauthenticated"), stream(change(1)));
    await positions(tasks.live(), 1);
    assert.deepEqual(received.map(({ headers }) => headers.authorization), ["Bearer t1", "Bearer t2", "Bearer t3"]);
    assert.deepEqual(asked, [undefined, undefined, "t2"]);
});

for (const [status, kind] of /** @type {const} */ ([
    [401, "unauthenticated"], [404, "no-such-resource"], [410, "sync-anew"], [422, "invalid"],
])) {
    test(`a ${status} ends it`, async (t) => {
        const { tasks, received } = await serving(t, problem(status, kind));
        await assert.rejects(positions(tasks.live(), 1), (error) => error instanceof ProblemError && error.is(kind));
        assert.equal(received.length, status === 401 ? 2 : 1);
    });
}

test("what passes is waited for, as long as it says and a minute at most", async (t) => {
    const pauses = hurry(t, (millis) => millis !== 40_000 && millis !== 30_000);
    const { tasks } = await serving(
        t,
        problem(429, "too-many-requests", { "Retry-After": "20" }),
        problem(503, "unavailable", { "Retry-After": "3600" }),
        problem(500, "internal-error"),
        stream(change(1)),
    );
    await positions(tasks.live(), 1);
    assert.deepEqual(pauses, [20_000, 60_000, 2000]);
});

test("pauses grow until there is more than a greeting", async (t) => {
    const pauses = hurry(t);
    const { tasks } = await serving(
        t, ...Array(6).fill(reset), stream("id: c-0\n\n"), stream(change(1)), reset, stream(": heartbeat\n\n"), stream(change(2)),
    );
    assert.deepEqual(await positions(tasks.live(), 2), [1, 2]);
    assert.deepEqual(pauses, [500, 1000, 2000, 4000, 8000, 10_000, 10_000, 500, 1000, 500]);
});

test("whoever follows is told how the connection is, and where they are once they have taken what came before", async (t) => {
    hurry(t);
    /** @type {unknown[]} */
    const told = [];
    const { tasks } = await serving(t, stream("id: c-0\n\n" + change(1)), reset, stream("data: {}\n\n" + change(2)));
    const live = tasks.live({
        since: "now",
        onState: (state, error) => told.push(error === undefined ? state : [state, error instanceof NetworkError]),
        onCursor: (since) => told.push(since),
    });
    for await (const { position } of live) {
        told.push(position);
        if (position === 2) {
            break;
        }
    }
    assert.deepEqual(told, ["connecting", "open", "c-0", 1, "c-1", "lost", "connecting", ["lost", true], "connecting", "open", 2]);
});

test("a change that can't be read is asked for again", async (t) => {
    hurry(t);
    const { tasks, received } = await serving(t, stream(change(1) + "event: change\nid: c-2\ndata: {\n\n"), stream(change(2)));
    assert.deepEqual(await positions(tasks.live(), 2), [1, 2]);
    assert.equal(received[1]?.headers["last-event-id"], "c-1");
});

test("an error of who is told ends it", async (t) => {
    const { tasks } = await serving(t, stream(change(1)));
    await assert.rejects(positions(tasks.live({ onState: () => { throw new TypeError("mine"); } }), 1), /mine/);
});

test("a connection on which nothing comes is given up", async (t) => {
    const pauses = hurry(t, () => true);
    let cancelled = 0;
    let opened = 0;
    /** @returns {Promise<ReadableStream<Uint8Array>>} */
    const open = async () => new ReadableStream({
        start: (controller) => ++opened === 1 ? undefined : controller.enqueue(new TextEncoder().encode(change(1))),
        cancel: () => void cancelled++,
    });
    /** @type {unknown[]} */
    const lost = [];
    const changes = follow(open, { onState: (state, error) => state === "lost" && lost.push(error) });
    assert.deepEqual(await positions(changes, 1), [1]);
    assert.equal(lost.length, 1);
    assert.ok(lost[0] instanceof NetworkError);
    assert.equal(cancelled, 2);
    assert.deepEqual(pauses.slice(0, 2), [40_000, 500]);
});

test("its signal ends it, and the connection", async (t) => {
    const { tasks, received } = await serving(t, stream(change(1), false));
    const controller = new AbortController();
    const taken = [];
    for await (const { position } of tasks.live({ signal: controller.signal })) {
        taken.push(position);
        setImmediate(() => controller.abort());
    }
    assert.deepEqual(taken, [1]);
    await closed(received[0]);
});

test("its signal ends the wait for the next connection, and before the first there is none", async (t) => {
    const { tasks, received } = await serving(t, problem(503, "unavailable", { "Retry-After": "60" }));
    const controller = new AbortController();
    const abort = () => setImmediate(() => controller.abort());
    const changes = tasks.live({ signal: controller.signal, onState: (state) => state === "lost" && abort() });
    assert.deepEqual(await positions(changes, 1), []);
    assert.deepEqual(await positions(tasks.live({ signal: controller.signal }), 1), []);
    assert.equal(received.length, 1);
});

test("whoever leaves the loop ends the connection", async (t) => {
    const { tasks, received } = await serving(t, stream(change(1), false));
    await positions(tasks.live(), 1);
    await closed(received[0]);
});

/** @param {import("../scripted-server.mjs").Received | undefined} request */
async function closed(request) {
    assert.ok(request);
    if (!request.socket.closed) {
        await once(request.socket, "close");
    }
}
