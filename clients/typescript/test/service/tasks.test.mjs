import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { ProblemError, Tasks } from "../../dist/index.js";
import { lossyProxy } from "./lossy-proxy.mjs";
import { all, clientOf, someone, tasksOf, tokenOf } from "./service.mjs";

/** @param {number} status @param {string} kind */
function refusal(status, kind) {
    return (/** @type {unknown} */ error) => {
        assert.ok(error instanceof ProblemError, String(error));
        assert.deepEqual([error.status, error.type], [status, `urn:taskledger:problem:${kind}`]);
        assert.notEqual(error.requestId, "");
        return true;
    };
}

test("a task is made, changed, completed, reopened, removed and restored, and all of it is kept", async () => {
    const tasks = tasksOf(someone());
    const created = await tasks.create({ title: "Buy milk", description: "two litres" });
    assert.deepEqual([created.title, created.description, created.completed, created.version], ["Buy milk", "two litres", false, 0]);
    const { id } = created;
    assert.deepEqual(await tasks.get(id), created);
    assert.equal((await tasks.update(id, { title: "Buy oat milk" })).title, "Buy oat milk");
    assert.equal((await tasks.update(id, { description: null })).description, null);
    assert.equal((await tasks.complete(id)).completed, true);
    assert.equal((await tasks.reopen(id)).completed, false);
    assert.equal(await tasks.remove(id), undefined);
    await assert.rejects(tasks.get(id), refusal(404, "no-such-task"));
    assert.equal((await tasks.restore(id)).version, 6);
    const replaced = await tasks.replace(id, { title: "Buy oat milk", completed: true });
    assert.deepEqual(await tasks.get(id), replaced);

    const history = await all(tasks.history(id));
    assert.deepEqual(
        history.map(({ type }) => type),
        ["created", "renamed", "described", "completed", "reopened", "deleted", "restored", "completed"],
    );
    assert.deepEqual(history[1]?.changes, { title: { from: "Buy milk", to: "Buy oat milk" } });
    assert.deepEqual((await all(tasks.audit({ task_id: id, limit: 3 }))).reverse(), history);
    assert.deepEqual(await tasks.summary(), { total: 1, completed: 1, open: 0 });
});

test("a command whose answers are lost is carried out once", async (t) => {
    const proxy = await lossyProxy(t);
    const tasks = tasksOf(someone(), { baseUrl: proxy.baseUrl });
    proxy.loseAnswers(2);
    const task = await tasks.create({ title: "Once" });
    assert.equal(proxy.answersToLose(), 0);
    proxy.loseAnswers(1);
    await tasks.update(task.id, { title: "Twice" }, { ifMatch: task.etag });
    assert.equal(proxy.answersToLose(), 0);
    assert.equal((await tasks.summary()).total, 1);
    assert.deepEqual((await all(tasks.history(task.id))).map(({ type }) => type), ["created", "renamed"]);
});

test("a key of one's own makes the same command one, and no other", async () => {
    const tasks = tasksOf(someone());
    const idempotencyKey = randomUUID();
    const first = await tasks.create({ title: "Once" }, { idempotencyKey });
    assert.deepEqual(await tasks.create({ title: "Once" }, { idempotencyKey }), first);
    await assert.rejects(tasks.create({ title: "Other" }, { idempotencyKey }), refusal(422, "idempotency-key-reused"));
});

test("a task changes only where it has the entity tag that is named", async () => {
    const tasks = tasksOf(someone());
    const { id, etag } = await tasks.create({ title: "a" });
    assert.equal((await tasks.update(id, { title: "b" }, { ifMatch: etag })).version, 1);
    await assert.rejects(tasks.update(id, { title: "c" }, { ifMatch: etag }), refusal(412, "version-mismatch"));
    await assert.rejects(tasks.remove(id, { ifMatch: etag }), refusal(412, "version-mismatch"));
    assert.equal((await tasks.complete(id, { ifMatch: "*" })).version, 2);
});

test("lists go over all pages, and are filtered and sorted", async () => {
    const tasks = tasksOf(someone());
    const titles = Array.from({ length: 11 }, (_, i) => `Task ${String.fromCharCode(97 + i)}`);
    const made = await Promise.all(titles.map((title) => tasks.create({ title })));
    const listed = await all(tasks.list({ sort: "title", limit: 4 }));
    assert.deepEqual(listed.map(({ title }) => title), titles);
    assert.equal((await all(tasks.list())).length, 11);
    await tasks.complete(made[2]?.id ?? "");
    assert.deepEqual((await all(tasks.list({ completed: true }))).map(({ title }) => title), ["Task c"]);
    assert.deepEqual((await all(tasks.list({ q: "K K" }))).map(({ title }) => title), ["Task k"]);
    const page = await tasks.page({ limit: 10 });
    assert.equal(page.items.length, 10);
    assert.equal((await tasks.page({ limit: 10, cursor: page.next_cursor ?? "" })).next_cursor, null);
    assert.deepEqual(await tasks.summary(), { total: 11, completed: 1, open: 10 });
});

test("what is refused says why", async () => {
    const ann = tasksOf(someone());
    const { id } = await ann.create({ title: "Ann's" });
    await assert.rejects(ann.create({ title: " " }), (error) => {
        refusal(422, "invalid")(error);
        assert.deepEqual(error instanceof ProblemError && error.errors.map(({ field }) => field), ["title"]);
        return true;
    });
    await assert.rejects(ann.create({ id, title: "again" }), refusal(409, "task-exists"));
    await assert.rejects(ann.get(randomUUID()), refusal(404, "no-such-task"));
    await assert.rejects(ann.get("not a uuid?"), refusal(400, "malformed"));
    await assert.rejects(tasksOf(someone()).update(id, { title: "Bob's" }), refusal(403, "not-the-owner"));
    await assert.rejects(ann.page({ cursor: "x" }), refusal(422, "invalid"));
});

test("a token that has expired is replaced by another", async () => {
    const user = someone();
    /** @type {(string | undefined)[]} */
    const asked = [];
    const old = tokenOf(user, -3600);
    const tasks = tasksOf(user, { token: (refused) => (asked.push(refused), refused === undefined ? old : tokenOf(user)) });
    const { id } = await tasks.create({ title: "a" });
    assert.deepEqual(asked, [undefined, old]);
    assert.equal((await all(tasks.history(id))).length, 1);
    await assert.rejects(tasksOf(user, { token: () => old }).me(), refusal(401, "unauthenticated"));
});

test("a change has the id of the request that made it", async () => {
    const tasks = tasksOf(someone(), { requestId: () => "from-the-page" });
    const { id } = await tasks.create({ title: "a" });
    assert.equal((await tasks.historyPage(id)).items[0]?.request_id, "from-the-page");
});

test("an answer need not wait for queries", async () => {
    const tasks = tasksOf(someone());
    assert.equal((await tasks.create({ title: "a" }, { respondAsync: true })).title, "a");
});

test("one knows who one is", async () => {
    const user = someone();
    assert.deepEqual(await tasksOf(user).me(), { id: user, email: `${user}@example.com`, name: user });
});

test("operators see the projections, others don't", async () => {
    const client = clientOf("operator", { token: () => tokenOf("operator", 600, { role: "admin" }) });
    const { data } = await client.GET("/api/admin/projections");
    assert.ok(data?.items.some(({ name }) => name === "tasks"));
    await assert.rejects(clientOf(someone()).GET("/api/admin/projections"), refusal(403, "not-allowed"));
    assert.equal((await new Tasks(client).me()).id, "operator");
});
