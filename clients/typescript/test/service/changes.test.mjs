import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { test } from "node:test";
import { ProblemError } from "../../dist/index.js";
import { lossyProxy } from "./lossy-proxy.mjs";
import { all, someone, tasksOf, tokenOf } from "./service.mjs";

/** @typedef {import("../../dist/index.js").Task} Task */

/**
 * What the changes say of the tasks, by id.
 *
 * @param {Iterable<import("../../dist/index.js").Change>} changes
 */
function folded(changes) {
    /** @type {Map<string, Task>} */
    const held = new Map();
    for (const { task_id, task } of changes) {
        task ? held.set(task_id, task) : held.delete(task_id);
    }
    return held;
}

/** @param {Iterable<Task>} tasks */
function byId(tasks) {
    return new Map([...tasks].map((task) => [task.id, task]));
}

test("all changes are there from the first, or only those since then", async () => {
    const tasks = tasksOf(someone());
    assert.deepEqual(await all(tasks.changes()), []);
    const kept = await tasks.create({ title: "kept" });
    const removed = await tasks.create({ title: "removed" });
    const { next_since: since } = await tasks.changesPage({ since: "now" });
    const completed = await tasks.complete(kept.id);
    await tasks.remove(removed.id);
    const changes = await all(tasks.changes());
    assert.deepEqual(
        changes.map(({ task_id, type, task }) => ({ task_id, type, task })),
        [
            { task_id: kept.id, type: "created", task: kept },
            { task_id: removed.id, type: "created", task: removed },
            { task_id: kept.id, type: "completed", task: completed },
            { task_id: removed.id, type: "deleted", task: null },
        ],
    );
    assert.deepEqual(await all(tasks.changes(since)), changes.slice(2));
    const { items, next_since } = await tasks.changesPage({ limit: 3 });
    assert.deepEqual(items, changes.slice(0, 3));
    assert.deepEqual(await all(tasks.changes(next_since)), changes.slice(3));
    assert.deepEqual(await all(tasksOf(someone()).changes()), []);
});

test("a change of another client's comes as it happens, and none of another user's", async () => {
    const user = someone();
    const other = tasksOf(user);
    /** @type {string[]} */
    const cursors = [];
    /** @type {Promise<Task>} */
    let created = Promise.reject(new Error("not yet"));
    created.catch(() => {});
    const live = tasksOf(user).live({
        since: "now",
        onState: (state) => {
            if (state === "open") {
                created = tasksOf(someone()).create({ title: "another's" }).then(() => other.create({ title: "a" }));
            }
        },
        onCursor: (since) => cursors.push(since),
    });
    for await (const { type, task } of live) {
        assert.deepEqual([type, task], ["created", await created]);
        await other.complete((await created).id);
        break;
    }
    assert.deepEqual((await all(other.changes(cursors[0]))).map(({ type }) => type), ["created", "completed"]);
});

test("lost connections lose no change and double none", async (t) => {
    const proxy = await lossyProxy(t);
    const user = someone();
    const tasks = tasksOf(user);
    const controller = new AbortController();
    const states = new EventEmitter();
    const throughProxy = tasksOf(user, { baseUrl: proxy.baseUrl });
    const live = throughProxy.live({ signal: controller.signal, onState: (state) => states.emit(state) });
    const last = "last of all";
    const [rounds, perRound] = [6, 5];
    const written = (async () => {
        for (let round = 0; round < rounds; round++) {
            const lost = once(states, "lost");
            for (let i = 0; i < perRound; i++) {
                const { id } = await tasks.create({ title: `Task ${i}` });
                await tasks.update(id, { description: `${i}` });
                await (i % 3 === 0 ? tasks.remove(id) : tasks.complete(id));
            }
            await lost;
        }
        await tasks.create({ title: last });
    })();
    const changes = [];
    for await (const change of live) {
        changes.push(change);
        if (changes.length % (3 * perRound) === perRound) {
            proxy.cutAll(); // once a round, while the round is being written
        }
        if (change.task?.title === last) {
            controller.abort();
        }
    }
    await written;
    assert.deepEqual(changes, await all(tasks.changes()));
    assert.equal(new Set(changes.map(({ position }) => position)).size, 3 * perRound * rounds + 1);
    assert.deepEqual(folded(changes), byId(await all(tasks.list())));
});

test("a stream that ends with its token goes on with the next", async () => {
    const user = someone();
    const tasks = tasksOf(user);
    let given = 0;
    /** @type {string[]} */
    const states = [];
    const live = tasksOf(user, { token: () => tokenOf(user, given++ === 0 ? 4 : 600) }).live({
        since: "now",
        onState: (state, error) => {
            assert.equal(error, undefined);
            states.push(state);
            if (state === "open" && given === 2) {
                void tasks.create({ title: "afterwards" });
            }
        },
    });
    for await (const { task } of live) {
        assert.equal(task?.title, "afterwards");
        break;
    }
    assert.deepEqual(states, ["connecting", "open", "lost", "connecting", "open"]);
});

test("a cursor that is none ends it", async () => {
    const tasks = tasksOf(someone());
    await assert.rejects(all(tasks.live({ since: "x" })), (error) => error instanceof ProblemError && error.is("invalid"));
    await assert.rejects(all(tasks.changes("x")), (error) => error instanceof ProblemError && error.is("invalid"));
});

test("another's cursor ends it", async () => {
    const ann = tasksOf(someone());
    await ann.create({ title: "a" });
    const { next_since: since } = await ann.changesPage();
    await assert.rejects(all(tasksOf(someone()).live({ since })), (error) => error instanceof ProblemError && error.is("invalid"));
});
