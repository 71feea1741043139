import { once } from "node:events";
import { createServer } from "node:http";

/**
 * @typedef {import("node:http").IncomingMessage & { text: string }} Received
 * @typedef {(request: Received, response: import("node:http").ServerResponse) => void} Reply
 */

/**
 * A server that does what each request's turn says, and goes on with the last of it; ends with the test.
 *
 * @param {import("node:test").TestContext} t
 * @param {...Reply} replies
 */
export async function scriptedServer(t, ...replies) {
    /** @type {Received[]} */
    const received = [];
    const server = createServer(async (request, response) => {
        let text = "";
        for await (const chunk of request) {
            text += chunk;
        }
        const whole = Object.assign(request, { text });
        received.push(whole);
        const reply = replies[Math.min(received.length, replies.length) - 1];
        reply?.(whole, response);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => {
        server.closeAllConnections();
        server.close();
    });
    const address = /** @type {import("node:net").AddressInfo} */ (server.address());
    return { baseUrl: `http://127.0.0.1:${address.port}`, received };
}

/** @param {unknown} body @param {number} status @returns {Reply} */
export function json(body, status = 200) {
    return (_, response) => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

/** @param {number} status @param {string} kind @param {Record<string, string>} headers @returns {Reply} */
export function problem(status, kind, headers = {}) {
    const body = { type: `urn:taskledger:problem:${kind}`, title: "No", status, detail: "Not so.", request_id: "r-1" };
    const all = { "Content-Type": "application/problem+json", ...headers };
    return (_, response) => response.writeHead(status, all).end(JSON.stringify(body));
}

/** @type {Reply} */
export function reset(request) {
    request.socket.destroy();
}

/** @type {Reply} */
export function breakOff(request, response) {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" });
    response.write("{", () => request.socket.destroy());
}

/** @type {Reply} */
export function silence() {}
