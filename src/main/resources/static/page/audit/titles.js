import { Store } from "../store.js";

/** How many are asked for at a time. */
const AT_A_TIME = 3;

/** Those that were changed last are likely to be what the newest changes are about. */
const FIRST = 200;

/**
 * How tasks are called now, by their ids, of deleted ones how they were called last. A change says it only where it is about the
 * title; the others' tasks are asked for when somebody is to read it.
 */
export class Titles {
    /** @type {Store<Map<string, {version: number, title: string}>>} the same map always */
    known = new Store(new Map());

    #service;
    #wanted = [];
    #asking = 0;
    #asked = new Set();

    constructor(service) {
        this.#service = service;
    }

    of(id) {
        return this.known.state.get(id)?.title;
    }

    async learnFirst() {
        const { items } = await this.#service.page({ sort: "-updated_at", limit: FIRST }).catch(() => ({ items: [] }));
        this.learn(items.map(task => [task.id, task.version, task.title]));
    }

    /** @param {[string, number, string][]} titles ids, versions and titles */
    learn(titles) {
        const known = this.known.state;
        const newer = titles.filter(([id, version]) => version > (known.get(id)?.version ?? -1));
        newer.forEach(([id, version, title]) => known.set(id, { version, title }));
        if (newer.length > 0) {
            this.known.set(known);
        }
    }

    learnFromFeed(changes) {
        this.learn(changes.filter(({ task }) => task !== null).map(({ task }) => [task.id, task.version, task.title]));
    }

    /** Asks for it, unless it is known. */
    want(id) {
        if (!this.known.state.has(id) && !this.#asked.has(id)) {
            this.#asked.add(id);
            this.#wanted.push(id);
            this.#next();
        }
    }

    async #next() {
        if (this.#asking === AT_A_TIME || this.#wanted.length === 0) {
            return;
        }
        this.#asking++;
        const id = this.#wanted.pop();
        try {
            this.learn([await this.#ask(id)]);
        } catch {
            this.#asked.delete(id);
        } finally {
            this.#asking--;
            this.#next();
        }
    }

    async #ask(id) {
        const { version, changes } = (await this.#last(id, "renamed")) ?? (await this.#last(id, "created"));
        return [id, version, changes.title.to];
    }

    async #last(id, type) {
        return (await this.#service.auditPage({ task_id: id, type, limit: 1 })).items[0];
    }
}
