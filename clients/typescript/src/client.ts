import createOpenApiClient, { type Client as OpenApiClient } from "openapi-fetch";
import type { paths } from "./generated/openapi.js";
import { Sender } from "./sender.js";
import { type TokenProvider, Tokens } from "./tokens.js";
import { uuid } from "./uuid.js";

/** Every operation of the service, typed by its OpenAPI document. What the service refuses is thrown as a `ProblemError`. */
export type Client = OpenApiClient<paths>;

export interface ClientOptions {
    /** The service's address; left out, the origin of the page. */
    baseUrl?: string;
    /** Asked before each request; asked again with the token that got a 401, and the request goes once more. */
    token: TokenProvider;
    /** In place of `globalThis.fetch`. */
    fetch?: typeof globalThis.fetch;
    /** Gives the `X-Request-Id` of each request, which its repeats keep; left out, a random UUID. */
    requestId?: () => string;
    /** How many times what is safe to repeat is sent again; left out, 3. */
    retries?: number;
    /** How long to wait for an answer, each time; left out, 30 s; `Infinity`, as long as `fetch` itself waits. A stream of events may take longer once it has begun. */
    timeoutMillis?: number;
}

/**
 * Sends each command with an `Idempotency-Key`, so that it can be repeated: the service carries it out once. Repeated is what found no
 * answer, a 429, 502, 503 or 504, and the 409 of a key that is in use; of the operators' commands, which have no keys, the 429 alone.
 */
export function createClient(options: ClientOptions): Client {
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
    const client = createOpenApiClient<paths>({
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
function requireSegment(value: unknown): void {
    const text = String(value ?? "");
    if (text === "" || text === "." || text === "..") {
        throw new TypeError(`"${text}" is no id and no name`);
    }
}

function setIfAbsent(headers: Headers, name: string, value: () => string): void {
    if (!headers.has(name)) {
        headers.set(name, value());
    }
}
