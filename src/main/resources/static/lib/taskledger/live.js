// Made from clients/typescript by `npm run vendor`.
import { EventStreamError, EventStreamParser } from "./event-stream.js";
import { NetworkError, ProblemError } from "./problem.js";
import { backOff, pause } from "./waiting.js";
const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 10_000;
const LONGEST_RETRY_AFTER_SECONDS = 60;
/** The service sends something every 15 s. */
const LONGEST_SILENCE_MILLIS = 40_000;
/** Refusals that do not stay. */
const PASSING = new Set([408, 425, 429]);
/**
 * Changes as they happen, over as many connections as it takes.
 *
 * @throws ProblemError where coming again would be of no use: 410, for one, where the cursor is of no use any more
 */
export async function* follow(open, options) {
    const { since, signal, onState, onCursor } = options;
    let lastEventId;
    for (let failures = 0; !signal?.aborted; failures++) {
        let error;
        try {
            onState?.("connecting");
            const stream = await open(since, lastEventId, signal);
            onState?.("open");
            for await (const event of eventsOf(stream)) {
                if (event.event === "change" && event.data !== undefined) {
                    yield changeOf(event.data);
                }
                if (event.event === "change" || event.id === undefined) {
                    failures = 0; // it works: more came than the greeting
                }
                if (event.id) {
                    lastEventId = event.id;
                    onCursor?.(event.id);
                }
            }
        }
        catch (thrown) {
            if (signal?.aborted) {
                return;
            }
            if (!isPassing(thrown)) {
                throw thrown;
            }
            error = thrown;
        }
        onState?.("lost", error);
        await pause(pauseAfter(error, failures), signal).catch(() => { });
    }
}
async function* eventsOf(stream) {
    if (stream === null) {
        return;
    }
    const reader = stream.getReader();
    const parser = new EventStreamParser();
    try {
        for (;;) {
            const chunk = await unlessSilent(reader.read());
            if (chunk.done) {
                return;
            }
            yield* parser.push(chunk.value);
        }
    }
    finally {
        reader.cancel().catch(() => { }); // and with it the connection
    }
}
async function unlessSilent(read) {
    const heard = new AbortController();
    const silence = pause(LONGEST_SILENCE_MILLIS, heard.signal).then(() => {
        throw new NetworkError(`Nothing came for ${LONGEST_SILENCE_MILLIS} ms`);
    });
    const broken = read.catch((error) => {
        throw new NetworkError("The connection broke off", error);
    });
    try {
        return await Promise.race([broken, silence]);
    }
    finally {
        heard.abort();
    }
}
function changeOf(data) {
    try {
        return JSON.parse(data);
    }
    catch {
        throw new EventStreamError("A change is no JSON");
    }
}
function isPassing(error) {
    if (error instanceof ProblemError) {
        return error.status >= 500 || PASSING.has(error.status);
    }
    return error instanceof NetworkError || error instanceof EventStreamError;
}
function pauseAfter(error, failures) {
    const retryAfter = error instanceof ProblemError ? (error.retryAfter ?? 0) : 0;
    return Math.max(backOff(failures, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS), Math.min(retryAfter, LONGEST_RETRY_AFTER_SECONDS) * 1000);
}
