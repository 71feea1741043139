import { once } from "node:events";
import { connect, createServer } from "node:net";
import { url } from "./service.mjs";

/**
 * Stands before the service, and loses what it is told to; ends with the test.
 *
 * @param {import("node:test").TestContext} t
 */
export async function lossyProxy(t) {
    /** @type {Set<import("node:net").Socket>} */
    const sockets = new Set();
    let toLose = 0;
    const { hostname, port } = new URL(url);
    const server = createServer((client) => {
        const service = connect(Number(port), hostname);
        const cut = () => {
            client.destroy();
            service.destroy();
        };
        sockets.add(client).add(service);
        client.on("error", cut).on("close", cut).on("data", (data) => service.write(data));
        service.on("error", cut).on("close", cut).on("data", (data) => {
            if (toLose > 0) {
                toLose--;
                cut();
            } else {
                client.write(data);
            }
        });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const cutAll = () => sockets.forEach((socket) => socket.destroy());
    t.after(() => {
        server.close();
        cutAll();
    });
    const address = /** @type {import("node:net").AddressInfo} */ (server.address());
    return {
        baseUrl: `http://127.0.0.1:${address.port}`,
        cutAll,
        /** @param {number} count */
        loseAnswers(count) {
            toLose = count;
        },
        answersToLose: () => toLose,
    };
}
