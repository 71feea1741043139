import { NetworkError, ProblemError } from "./problem.js";
import type { Tokens } from "./tokens.js";
import { backOff, pause, unlessAborted } from "./waiting.js";

const FIRST_PAUSE_MILLIS = 250;
const LONGEST_PAUSE_MILLIS = 5_000;

/** Who is asked to come again later than that is told so, rather than kept waiting. */
const LONGEST_RETRY_AFTER_SECONDS = 30;

/** Not carried out, or not known to be: 502 and 504 are the answers of what stands before the service. */
const TRANSIENT = new Set([429, 502, 503, 504]);

/** Where a timer would end at once (the HTML standard's are of 32 bits), in milliseconds. */
const BEYOND_TIMERS = 2 ** 31;

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

export interface SenderOptions {
    tokens: Tokens;
    fetch: (request: Request) => Promise<Response>;
    retries: number;
    timeoutMillis: number;
}

/** Sends requests with a token, and again where that is safe and may help. What is no success is thrown. */
export class Sender {
    readonly #options: SenderOptions;

    constructor(options: SenderOptions) {
        this.#options = options;
    }

    /**
     * @param request may have a number `retries`, in place of the client's
     * @throws ProblemError for every status that is no success
     * @throws NetworkError where nothing came, or something that is not the service's
     * @throws unknown the reason of the request's signal, and what the token provider throws
     */
    async send(request: Request & { retries?: unknown }): Promise<Response> {
        const retries = typeof request.retries === "number" ? request.retries : this.#options.retries;
        const body = SAFE.has(request.method) ? "" : await request.clone().text(); // so that it can be sent from still
        for (let attempt = 0; ; attempt++) {
            try {
                return await this.#sendWithToken(request, body);
            } catch (error) {
                const wait = attempt < retries ? pauseBeforeRepeat(request, error, attempt) : undefined;
                if (wait === undefined) {
                    throw error;
                }
                await pause(wait, request.signal);
            }
        }
    }

    async #sendWithToken(request: Request, body: string): Promise<Response> {
        const tokens = this.#options.tokens;
        const asked = tokens.now();
        const token = await unlessAborted(tokens.current(), request.signal);
        try {
            return await this.#sendOnce(request, body, token);
        } catch (error) {
            if (!(error instanceof ProblemError && error.status === 401)) {
                throw error;
            }
            const another = await unlessAborted(tokens.instead(token, asked), request.signal);
            if (another === token) {
                throw error;
            }
            return this.#sendOnce(request, body, another);
        }
    }

    async #sendOnce(request: Request, body: string, token: string): Promise<Response> {
        request.signal.throwIfAborted();
        const headers = new Headers(request.headers);
        if (token !== "") {
            authorize(headers, token);
        }
        const giveUp = new AbortController();
        const init: RequestInit = { headers, signal: giveUp.signal };
        const attempt = new Request(request, body === "" ? init : { ...init, body });
        const aborted = () => giveUp.abort(request.signal.reason);
        request.signal.addEventListener("abort", aborted); // for as long as there is the request: a stream outlives this call
        const { timeoutMillis } = this.#options;
        const timer = timeoutMillis >= BEYOND_TIMERS ? undefined : setTimeout(() => giveUp.abort(), timeoutMillis);
        try {
            return await read(await this.#options.fetch(attempt));
        } catch (error) {
            request.signal.throwIfAborted();
            if (error instanceof ProblemError || error instanceof NetworkError) {
                throw error;
            }
            throw giveUp.signal.aborted
                ? new NetworkError(`No answer within ${timeoutMillis} ms`, error)
                : new NetworkError("No answer", error);
        } finally {
            clearTimeout(timer);
        }
    }
}

/** The platform's own error would quote the token. */
function authorize(headers: Headers, token: string): void {
    try {
        headers.set("Authorization", `Bearer ${token}`);
    } catch {
        throw new TypeError("What the token provider gave can't be sent in a header");
    }
}

/** To its end, so that an answer that breaks off counts as none; but for a stream of events. */
async function read(response: Response): Promise<Response> {
    if (!response.ok && response.status !== 304) {
        throw new ProblemError(response, await response.text());
    }
    const type = response.headers.get("Content-Type") ?? "";
    if (type.startsWith("text/event-stream")) {
        return response;
    }
    const body = await response.text();
    if (body !== "" && !type.includes("json")) {
        throw new NetworkError(`The answer is of type "${type}", and so none of the service's`);
    }
    const { status, statusText, headers } = response;
    return new Response(body === "" ? null : body, { status, statusText, headers });
}

/** In milliseconds, or undefined where it must not be repeated, or would not help. */
function pauseBeforeRepeat(request: Request, error: unknown, attempt: number): number | undefined {
    const repeatable = SAFE.has(request.method) || request.headers.has("Idempotency-Key");
    const wait = backOff(attempt, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    if (error instanceof NetworkError) {
        return repeatable ? wait : undefined;
    }
    if (!(error instanceof ProblemError) || !mayHelp(error, repeatable)) {
        return undefined;
    }
    const { retryAfter = 0 } = error;
    return retryAfter > LONGEST_RETRY_AFTER_SECONDS ? undefined : Math.max(wait, retryAfter * 1000);
}

function mayHelp(problem: ProblemError, repeatable: boolean): boolean {
    if (problem.status === 429) {
        return true; // and nothing was done
    }
    return repeatable && (TRANSIENT.has(problem.status) || problem.is("idempotency-key-in-use"));
}
