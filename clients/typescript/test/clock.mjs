/**
 * Lets every pause of the client's pass at once, and notes how long it would have been.
 *
 * @param {import("node:test").TestContext} t
 * @param {(millis: number) => boolean} passes the others last as long as they would
 * @returns {number[]} milliseconds
 */
export function hurry(t, passes = (millis) => millis < 30_000) {
    /** @type {number[]} */
    const pauses = [];
    const { setTimeout } = globalThis;
    t.mock.method(Math, "random", () => 1);
    t.mock.method(globalThis, "setTimeout", (/** @type {Parameters<typeof setTimeout>} */ ...timer) => {
        const millis = timer[1] ?? 0;
        if (!isOurs(new Error()) || !passes(millis)) {
            return setTimeout(...timer);
        }
        pauses.push(millis);
        return setTimeout(timer[0], 0);
    });
    return pauses;
}

/** Whether the caller is: Node's own `fetch` sets timers, too. */
function isOurs({ stack = "" }) {
    const between = /\/clock\.mjs|node:internal\/test_runner/;
    const caller = stack.split("\n").slice(1).find((frame) => !between.test(frame));
    return caller?.includes("/dist/") ?? false;
}
