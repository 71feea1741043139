import { backOff, pause } from "../changes/waiting.js";
import { Store } from "../store.js";
import { reasonOf } from "../tasks/words.js";

const AT_ONCE = 100;

/** How long queries may take to show a restoration that was answered already, in milliseconds, before they are asked again. */
const FIRST_PAUSE = 40;
const LONGEST_PAUSE = 2000;

/**
 * What happened to a task, from its creation on, as far as it has been loaded. At its end, it goes on as the task does.
 *
 * `task` is null where it is deleted.
 */
export class Chronicle {
    story = new Store({ title: undefined, task: undefined, entries: [], more: true, loading: true, problem: undefined, missing: false });

    #id;
    #session;
    #service;
    #feed;
    #cursor;
    /** The version that the feed has told of. */
    #told = -1;
    /** The version of the task that is shown. */
    #shown = -1;
    #end = new AbortController();
    #loading;
    #catchingUp = false;

    constructor(session, id) {
        const { tasks, feed } = session;
        this.#id = id;
        this.#session = session;
        this.#service = tasks;
        this.#feed = feed;
    }

    /** @returns {() => void} ends it */
    follow() {
        const unsubscribe = this.#feed.subscribe({ changed: changes => this.#changed(changes), anew: () => this.#anew() });
        const reconnected = this.#feed.connection.subscribe(state => state === "open" && this.story.state.problem && this.again());
        this.again();
        return () => {
            unsubscribe();
            reconnected();
            this.#end.abort();
        };
    }

    /** After the ledger was set back to an older state versions are used again: those that were told and shown are of no use to compare with. */
    #anew() {
        this.#told = -1;
        this.#shown = -1;
        return this.again();
    }

    /** Loads what could not be loaded, or has been missed. */
    async again() {
        await Promise.all([this.#load(), this.#learnTask()]);
        this.#learnTitle();
    }

    loadMore() {
        const { more, problem } = this.story.state;
        return more && !problem ? this.#load() : undefined;
    }

    async restore() {
        const task = await this.#service.restore(this.#id).finally(() => this.#session.stillIn());
        this.#told = Math.max(this.#told, task.version);
        this.#show(task);
        this.#catchUp();
    }

    /** From the last page on: of what it had already, nothing is taken twice. Where there is one page, it is all there is. */
    #load() {
        this.#loading ??= this.#loadPage().finally(() => (this.#loading = undefined));
        return this.#loading;
    }

    async #loadPage() {
        const { signal } = this.#end;
        this.story.update({ loading: true, problem: undefined });
        try {
            await this.#feed.ready;
            const { items, next_cursor } = await this.#service.historyPage(this.#id, { limit: AT_ONCE, cursor: this.#cursor }, { signal });
            const known = this.#cursor === undefined ? [] : this.story.state.entries;
            const last = known.at(-1)?.version ?? -1;
            const entries = [...known, ...items.filter(({ version }) => version > last)];
            this.#cursor = next_cursor ?? this.#cursor;
            this.story.update({ entries, more: next_cursor !== null, loading: false, missing: false });
        } catch (error) {
            if (!signal.aborted && error.status === 410 && this.#cursor !== undefined) {
                this.#cursor = undefined; // the ledger was set back since the page before
                await this.#loadPage();
            } else if (!signal.aborted) {
                const missing = error.status === 403 || error.status === 404 || error.status === 400;
                this.story.update({ loading: false, missing, problem: missing ? undefined : reasonOf(error) });
            }
        }
    }

    /** A task that is deleted is asked for nowhere: its last change says that it is. */
    async #learnTask() {
        const { signal } = this.#end;
        try {
            const [last] = (await this.#service.auditPage({ task_id: this.#id, limit: 1 }, { signal })).items;
            if (last?.type === "deleted") {
                this.#show(null, last.version);
            } else if (last) {
                this.#show(await this.#service.get(this.#id, { signal }));
            }
        } catch {
            // the history, which is loaded as well, tells what is wrong
        }
    }

    /** Of a deleted task, its changes tell how it was called last. */
    async #learnTitle() {
        const { title, task, entries } = this.story.state;
        if (title !== undefined || task || entries.length === 0) {
            return;
        }
        const renamed = await this.#service.auditPage({ task_id: this.#id, type: "renamed", limit: 1 }).catch(() => ({ items: [] }));
        const { changes } = renamed.items[0] ?? entries[0];
        if (this.story.state.title === undefined) {
            this.story.update({ title: changes.title?.to });
        }
    }

    #changed(changes) {
        const own = changes.filter(({ task_id }) => task_id === this.#id);
        if (own.length > 0) {
            const { task, version } = own.at(-1);
            this.#told = Math.max(this.#told, version);
            this.#show(task, version);
            this.#catchUp();
        }
    }

    #show(task, version = task.version) {
        if (version >= this.#shown) {
            this.#shown = version;
            this.story.update({ task, title: task?.title ?? this.story.state.title });
        }
    }

    #last() {
        return this.story.state.entries.at(-1)?.version ?? -1;
    }

    /** A load that was under way may have been asked before, and a restoration may be answered before queries show it. */
    async #catchUp() {
        if (this.#catchingUp) {
            return;
        }
        this.#catchingUp = true;
        for (let attempt = 0; this.#isBehind(); attempt++) {
            await this.#load();
            if (this.#isBehind()) {
                await pause(backOff(attempt, FIRST_PAUSE, LONGEST_PAUSE));
            }
        }
        this.#catchingUp = false;
    }

    /** What is further on than has been loaded comes when its reader does. */
    #isBehind() {
        const { more, problem, missing } = this.story.state;
        return !this.#end.signal.aborted && !problem && !missing && !more && this.#told > this.#last();
    }
}
