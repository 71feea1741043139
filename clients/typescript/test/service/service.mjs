// The service that TASKLEDGER_URL names; it takes tokens that are signed with BETTER_AUTH_SECRET.
import { createHmac, randomUUID } from "node:crypto";
import { createClient, Tasks } from "../../dist/index.js";

/** @param {string} name */
function setting(name) {
    const value = process.env[name];
    if (value === undefined) {
        throw new Error(`${name} is not set`);
    }
    return value;
}

export const url = setting("TASKLEDGER_URL");

/** @param {string} user @param {number} seconds for which it is good @param {object} claims more of them */
export function tokenOf(user, seconds = 600, claims = {}) {
    const payload = { sub: user, email: `${user}@example.com`, name: user, exp: Math.floor(Date.now() / 1000) + seconds, ...claims };
    const signed = [{ alg: "HS256" }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${signed}.${createHmac("sha256", setting("BETTER_AUTH_SECRET")).update(signed).digest("base64url")}`;
}

/** One who has no tasks yet. */
export function someone() {
    return `user-${randomUUID()}`;
}

/** @param {string} user @param {Partial<import("../../dist/index.js").ClientOptions>} options */
export function clientOf(user, options = {}) {
    return createClient({ baseUrl: url, token: () => tokenOf(user), ...options });
}

/** @param {string} user @param {Partial<import("../../dist/index.js").ClientOptions>} options */
export function tasksOf(user, options = {}) {
    return new Tasks(clientOf(user, options));
}

/** @template T @param {AsyncIterable<T>} items @returns {Promise<T[]>} */
export async function all(items) {
    const taken = [];
    for await (const item of items) {
        taken.push(item);
    }
    return taken;
}
