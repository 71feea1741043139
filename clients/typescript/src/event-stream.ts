/** An event as it came: a field that it doesn't have is undefined. */
export interface ServerSentEvent {
    id: string | undefined;
    event: string | undefined;
    data: string | undefined;
}

/** What came is no event stream that could be meant. */
export class EventStreamError extends Error {
    override readonly name = "EventStreamError";
}

const LONGEST_EVENT = 1_048_576;

/**
 * Reads a stream of server-sent events (HTML Living Standard, section 9.2) chunk by chunk, wherever it is cut. Unlike a browser's own, it
 * gives events that have an id and no data.
 */
export class EventStreamParser {
    readonly #decoder = new TextDecoder(); // drops a byte order mark
    #rest = "";
    #endedInCarriageReturn = false;
    #event: ServerSentEvent = emptyEvent();
    #size = 0;

    /**
     * @returns the events that are complete with it; one without any field for each comment
     * @throws EventStreamError where a line, or the data of an event, has more than 1,048,576 characters
     */
    push(chunk: Uint8Array): ServerSentEvent[] {
        let text = this.#decoder.decode(chunk, { stream: true });
        if (this.#endedInCarriageReturn && text.startsWith("\n")) {
            text = text.slice(1);
            this.#endedInCarriageReturn = false;
        }
        if (text === "") {
            return [];
        }
        this.#endedInCarriageReturn = text.endsWith("\r");
        const lines = text.split(/\r\n|\r|\n/);
        lines[0] = this.#rest + (lines[0] ?? "");
        this.#rest = lines.pop() ?? "";
        const events = lines.flatMap((line) => this.#take(line));
        this.#bound(this.#size + this.#rest.length);
        return events;
    }

    #take(line: string): ServerSentEvent[] {
        if (line === "") {
            return this.#complete();
        }
        this.#bound(this.#size + line.length);
        const colon = line.indexOf(":");
        if (colon === 0) {
            return [emptyEvent()];
        }
        const name = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
        this.#set(name, value);
        return [];
    }

    #set(name: string, value: string): void {
        const event = this.#event;
        if (name === "data") {
            event.data = event.data === undefined ? value : `${event.data}\n${value}`;
            this.#size += value.length + 1;
        } else if (name === "event") {
            event.event = value;
        } else if (name === "id" && !value.includes("\0")) {
            event.id = value;
        }
    }

    #complete(): ServerSentEvent[] {
        const event = this.#event;
        this.#event = emptyEvent();
        this.#size = 0;
        return event.id === undefined && event.data === undefined ? [] : [event];
    }

    #bound(size: number): void {
        if (size > LONGEST_EVENT) {
            throw new EventStreamError(`An event has more than ${LONGEST_EVENT} characters`);
        }
    }
}

function emptyEvent(): ServerSentEvent {
    return { id: undefined, event: undefined, data: undefined };
}
