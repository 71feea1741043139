import { ProblemError } from "taskledger";
import { abortWhenUnseen, seen } from "./sight.js";
import { Store } from "./store.js";

/** Changes that come closer together than this, in milliseconds, are handed on as one. */
const GATHERED = 16;

/** Before another attempt after one that failed for good, in milliseconds, also where the cursor was refused: the next may be, too. */
const PAUSE = 2000;

/**
 * For how long nobody sees the page, in milliseconds, before it gives its connection back: over HTTP/1.1 a browser has six to a
 * service, for all of its tabs and whatever they ask.
 */
const UNSEEN = 5000;

/**
 * The caller's changes as they happen, whoever makes them. Who lists tasks waits for `ready` first: what happens after that
 * comes as a change, so that nothing falls between the two.
 */
export class Feed {
    /** @type {Store<"connecting" | "open" | "lost">} */
    connection = new Store("connecting");

    #tasks;
    #listeners = new Set();
    #gathered = [];
    #end = new AbortController();

    constructor(tasks) {
        this.#tasks = tasks;
        this.ready = new Promise(resolve => this.#run(resolve));
    }

    close() {
        this.#end.abort();
    }

    /**
     * @param {{changed: (changes: object[]) => void, anew: () => void}} listener `anew` where changes may have been missed
     * @returns {() => void} ends it
     */
    subscribe(listener) {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }

    async #run(ready) {
        for (let first = true; !this.#end.signal.aborted; first = false) {
            try {
                const { next_since: since } = await this.#tasks.changesPage({ since: "now" });
                ready();
                if (!first) {
                    this.#listeners.forEach(listener => listener.anew());
                }
                await this.#follow(since);
            } catch (error) {
                ready();
                if (!(error instanceof ProblemError && error.status === 410)) {
                    this.connection.set("lost");
                }
                await new Promise(resolve => setTimeout(resolve, PAUSE));
            }
        }
    }

    async #follow(from) {
        let since = from;
        while (!this.#end.signal.aborted) {
            await seen(this.#end.signal);
            const unseen = new AbortController();
            const stopLooking = abortWhenUnseen(unseen, UNSEEN);
            try {
                const changes = this.#tasks.live({
                    since,
                    signal: AbortSignal.any([this.#end.signal, unseen.signal]),
                    onState: state => this.connection.set(state),
                    onCursor: cursor => (since = cursor),
                });
                for await (const change of changes) {
                    if (this.#gathered.push(change) === 1) {
                        setTimeout(() => this.#handOn(), GATHERED);
                    }
                }
            } finally {
                stopLooking();
            }
        }
    }

    #handOn() {
        const changes = this.#gathered;
        this.#gathered = [];
        this.#listeners.forEach(listener => listener.changed(changes));
    }
}
