import { EventStreamError, EventStreamParser, type ServerSentEvent } from "./event-stream.js";
import { NetworkError, ProblemError } from "./problem.js";
import type { Change } from "./types.js";
import { backOff, pause } from "./waiting.js";

const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 10_000;
const LONGEST_RETRY_AFTER_SECONDS = 60;

/** The service sends something every 15 s. */
const LONGEST_SILENCE_MILLIS = 40_000;

/** Refusals that do not stay. */
const PASSING = new Set([408, 425, 429]);

export type LiveState = "connecting" | "open" | "lost";

export interface LiveOptions {
    /** A cursor; left out, from the first change ever; `now`, from now on. */
    since?: string;
    /** Ends it. */
    signal?: AbortSignal;
    /** Told of the connection; with `lost` also why, where it did not just end. It is made again after a while. */
    onState?: (state: LiveState, error?: unknown) => void;
    /** Told of the cursor from which on to ask the next time, once what came before it has been taken. */
    onCursor?: (since: string) => void;
}

/** @returns the events, from the one after the last id, or else from `since` on; null where the answer has no body */
export type OpenStream = (since?: string, lastEventId?: string, signal?: AbortSignal) => Promise<ReadableStream<Uint8Array> | null>;

/**
 * Changes as they happen, over as many connections as it takes.
 *
 * @throws ProblemError where coming again would be of no use: 410, for one, where the cursor is of no use any more
 */
export async function* follow(open: OpenStream, options: LiveOptions): AsyncGenerator<Change, void, undefined> {
    const { since, signal, onState, onCursor } = options;
    let lastEventId: string | undefined;
    for (let failures = 0; !signal?.aborted; failures++) {
        let error: unknown;
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
        } catch (thrown) {
            if (signal?.aborted) {
                return;
            }
            if (!isPassing(thrown)) {
                throw thrown;
            }
            error = thrown;
        }
        onState?.("lost", error);
        await pause(pauseAfter(error, failures), signal).catch(() => {});
    }
}

async function* eventsOf(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<ServerSentEvent, void, undefined> {
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
    } finally {
        reader.cancel().catch(() => {}); // and with it the connection
    }
}

async function unlessSilent<T>(read: Promise<T>): Promise<T> {
    const heard = new AbortController();
    const silence = pause(LONGEST_SILENCE_MILLIS, heard.signal).then(() => {
        throw new NetworkError(`Nothing came for ${LONGEST_SILENCE_MILLIS} ms`);
    });
    const broken = read.catch((error: unknown) => {
        throw new NetworkError("The connection broke off", error);
    });
    try {
        return await Promise.race([broken, silence]);
    } finally {
        heard.abort();
    }
}

function changeOf(data: string): Change {
    try {
        return JSON.parse(data) as Change;
    } catch {
        throw new EventStreamError("A change is no JSON");
    }
}

function isPassing(error: unknown): boolean {
    if (error instanceof ProblemError) {
        return error.status >= 500 || PASSING.has(error.status);
    }
    return error instanceof NetworkError || error instanceof EventStreamError;
}

function pauseAfter(error: unknown, failures: number): number {
    const retryAfter = error instanceof ProblemError ? (error.retryAfter ?? 0) : 0;
    return Math.max(backOff(failures, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS), Math.min(retryAfter, LONGEST_RETRY_AFTER_SECONDS) * 1000);
}
