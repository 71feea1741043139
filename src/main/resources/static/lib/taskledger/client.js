// Made from clients/typescript by `npm run vendor`.
import createOpenApiClient, {} from "./openapi-fetch.js";
import { Sender } from "./sender.js";
import { Tokens } from "./tokens.js";
import { uuid } from "./uuid.js";
/**
 * Sends each command with an `Idempotency-Key`, so that it can be repeated: the service carries it out once. Repeated is what found no
 * answer, a 429, 502, 503 or 504, and the 409 of a key that is in use; of the operators' commands, which have no keys, the 429 alone.
 */
export function createClient(options) {
    const { baseUrl = "", requestId = uuid, retries = 3, timeoutMillis = 30_000 } = options;
    if (baseUrl === "" && !("location" in globalThis)) {
        throw new TypeError("baseUrl is needed where there is no page that has an origin");
    }
    const sender = new Sender({
        tokens: new Tokens(options.token),
        fetch: (request) => (options.fetch ?? globalThis.fetch)(request),
        retries,
        timeoutMillis,
    });
    const client = createOpenApiClient({
        baseUrl,
        redirect: "manual", // a redirected command would be sent on as a GET
        fetch: (request) => sender.send(request),
    });
    client.use({
        onRequest({ request, schemaPath, params }) {
            Object.values(params.path ?? {}).forEach(requireSegment);
            setIfAbsent(request.headers, "X-Request-Id", requestId);
            if (request.method !== "GET" && schemaPath.startsWith("/api/tasks")) {
                setIfAbsent(request.headers, "Idempotency-Key", uuid);
            }
        },
    });
    return client;
}
/** An empty segment of a path, or a dot segment (RFC 3986), would lead to another address. */
function requireSegment(value) {
    const text = String(value ?? "");
    if (text === "" || text === "." || text === "..") {
        throw new TypeError(`"${text}" is no id and no name`);
    }
}
function setIfAbsent(headers, name, value) {
    if (!headers.has(name)) {
        headers.set(name, value());
    }
}
