import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, ProblemError, Tasks } from "../../dist/index.js";
import { json, problem, scriptedServer } from "../scripted-server.mjs";

const ME = { id: "ann", email: null, name: null };
const REFUSED = problem(401, "unauthenticated");

/** @type {import("../scripted-server.mjs").Reply} */
function onlyGood(request, response) {
    (request.headers.authorization === "Bearer good" ? json(ME) : REFUSED)(request, response);
}

/**
 * @param {import("node:test").TestContext} t
 * @param {import("../../dist/index.js").TokenProvider} token
 * @param {...import("../scripted-server.mjs").Reply} replies
 */
async function serving(t, token, ...replies) {
    const { baseUrl, received } = await scriptedServer(t, ...replies);
    return { tasks: new Tasks(createClient({ baseUrl, token })), received };
}

test("the token is asked for before each request", async (t) => {
    let asked = 0;
    const { tasks, received } = await serving(t, () => `t${++asked}`, json(ME));
    await tasks.me();
    await tasks.me();
    assert.deepEqual(received.map(({ headers }) => headers.authorization), ["Bearer t1", "Bearer t2"]);
});

test("without a token there is no header", async (t) => {
    const { tasks, received } = await serving(t, () => "", json(ME));
    await tasks.me();
    assert.equal(received[0]?.headers.authorization, undefined);
});

test("a token that can't be sent is not quoted, and nothing is sent", async (t) => {
    const { tasks, received } = await serving(t, () => "sec\nret", json(ME));
    await assert.rejects(tasks.me(), (error) => error instanceof TypeError && !error.message.includes("sec"));
    assert.equal(received.length, 0);
});

test("after a 401 another one is asked for, and the request goes once more under its key", async (t) => {
    /** @type {(string | undefined)[]} */
    const asked = [];
    const { tasks, received } = await serving(t, async (refused) => (asked.push(refused), refused ? "good" : "old"), onlyGood);
    await tasks.complete("t-1");
    assert.deepEqual(asked, [undefined, "old"]);
    assert.equal(received.length, 2);
    assert.equal(received[0]?.headers["idempotency-key"], received[1]?.headers["idempotency-key"]);
});

test("a second 401 is final", async (t) => {
    const { tasks, received } = await serving(t, (refused) => `${refused ?? ""}x`, REFUSED);
    await assert.rejects(tasks.me(), (error) => error instanceof ProblemError && error.status === 401);
    assert.equal(received.length, 2);
});

test("the same token is not sent again", async (t) => {
    const { tasks, received } = await serving(t, () => "old", REFUSED);
    await assert.rejects(tasks.me(), ProblemError);
    assert.equal(received.length, 1);
});

test("requests that are refused together share what is asked for, the one that hears last of it too", async (t) => {
    let refreshes = 0;
    /** @type {(() => void)[]} */
    const late = [];
    const { tasks } = await serving(
        t,
        async (refused) => {
            if (refused === undefined) {
                return "old";
            }
            await new Promise(setImmediate);
            return `${++refreshes}` && "good";
        },
        (...exchange) => late.push(() => onlyGood(...exchange)),
        onlyGood,
    );
    const last = tasks.me();
    while (late.length === 0) {
        await new Promise(setImmediate);
    }
    await Promise.all(Array.from({ length: 10 }, () => tasks.me()));
    late.forEach((answer) => answer());
    assert.deepEqual(await last, ME);
    assert.equal(refreshes, 1);
    await tasks.me();
    assert.equal(refreshes, 2); // the provider gave the old one again, after all that
});

test("where the provider fails, its error is the request's, and it is asked again the next time", async (t) => {
    let refreshes = 0;
    const token = (/** @type {string | undefined} */ refused) => {
        if (refused !== undefined && ++refreshes === 1) {
            throw new Error("signed out");
        }
        return refused === undefined ? "old" : "good";
    };
    const { tasks, received } = await serving(t, token, onlyGood);
    await assert.rejects(tasks.me(), /signed out/);
    assert.equal(received.length, 1);
    assert.deepEqual(await tasks.me(), ME);
});
