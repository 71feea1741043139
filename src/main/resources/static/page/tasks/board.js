import { Store } from "../store.js";
import { recount } from "./counts.js";
import { KnownTasks } from "./known.js";
import { answers, asParameters, inOrder } from "./question.js";
import { Reel } from "./reel.js";
import { newId } from "./uuid.js";
import { reasonOf } from "./words.js";

const FIRST = 50;
const MORE = 200;

/** After a change, in milliseconds, until the service is asked how many tasks there are. */
const RECOUNTED = 250;

const boards = new WeakMap();

/** One for as long as the user is in, so that who comes back to it finds it as it was. */
export function boardOf(session) {
    if (!boards.has(session)) {
        boards.set(session, new Board(session));
    }
    return boards.get(session);
}

/**
 * The tasks that answer a question, as far as they have been loaded, and what the user does to them. It shows at once what a
 * command will do, takes it back where the service refuses, and follows the feed.
 */
class Board {
    /** `question` is of the items that are shown; while another is loading, it is in `asked`. */
    list = new Store({ question: undefined, asked: undefined, items: [], more: false, loading: true, problem: undefined, counts: undefined });

    /** Where the reader is in them. */
    reel = new Reel();

    #session;
    #service;
    #feed;
    #known = new KnownTasks();
    #turns = new Map();
    #cursor = null;
    /** The last task that the service listed, where there are more: those behind it are not shown before they are loaded. */
    #last = null;
    #loading = new AbortController();
    /** Tasks that the feed has told of since the service was asked for a page, which may not have them yet. */
    #heard = new Set();
    #recounting;
    #created = Promise.resolve();

    constructor(session) {
        const { tasks, feed } = session;
        this.#session = session;
        this.#service = tasks;
        this.#feed = feed;
        feed.subscribe({ changed: changes => this.#changed(changes), anew: () => this.#anew() });
        feed.connection.subscribe(state => state === "open" && this.list.state.problem && this.again());
        this.#recount();
    }

    /** Shows the answers to another question, once they are there. */
    ask(question) {
        const { asked } = this.list.state;
        if (JSON.stringify(asked) !== JSON.stringify(question)) {
            return this.#load(question, null);
        }
    }

    /** Loads what could not be loaded. */
    again() {
        this.#recount();
        this.#load(this.list.state.asked, this.list.state.asked === this.list.state.question ? this.#cursor : null);
    }

    loadMore() {
        const { loading, problem, more, question } = this.list.state;
        if (more && !loading && !problem) {
            return this.#load(question, this.#cursor);
        }
    }

    /** @returns {object | null} as the service has told it last */
    told(id) {
        return this.#known.told(id)?.task ?? null;
    }

    /** @returns {Promise<object | null>} as it is now; null where it is deleted */
    async current(id) {
        const gone = this.#known.next(id);
        const task = await this.#service.get(id).catch(noneIfGone).finally(() => this.#session.stillIn());
        this.#change([id], () => this.#known.learn(id, task?.version ?? gone, task));
        return this.told(id);
    }

    /** @returns {boolean} whether it answers the question */
    shows(task) {
        return answers(this.list.state.question, task);
    }

    create(title) {
        const id = newId();
        const now = new Date().toISOString().replace("Z", "000Z");
        const task = { id, title, description: null, completed: false, created_at: now, updated_at: now, version: -1 };
        return this.#command(id, () => task, () => this.#afterThoseBefore(() => this.#service.create({ id, title })));
    }

    /** @param {string} etag that the task is to have, or nothing is changed */
    edit(id, change, etag) {
        return this.#command(id, task => task && { ...task, ...change }, () => this.#service.update(id, change, { ifMatch: etag }));
    }

    complete(id, completed) {
        return this.#command(id, task => task && { ...task, completed }, () => (completed ? this.#service.complete(id) : this.#service.reopen(id)));
    }

    remove(id) {
        return this.#command(id, () => null, async () => {
            await this.#service.remove(id);
            return null;
        });
    }

    /** @param {object} task as it was when it was deleted */
    restore(task) {
        return this.#command(task.id, () => task, () => this.#service.restore(task.id));
    }

    async #load(question, cursor) {
        this.#loading.abort();
        const { signal } = (this.#loading = new AbortController());
        this.#heard.clear();
        this.list.update({ asked: question, loading: true, problem: undefined });
        try {
            await this.#feed.ready;
            const limit = cursor === null ? FIRST : MORE;
            const page = await this.#service.page({ ...asParameters(question), limit, cursor: cursor ?? undefined }, { signal });
            this.#show(question, page, cursor !== null);
        } catch (error) {
            if (!signal.aborted && error.status === 410 && cursor !== null) {
                this.#anew(); // the ledger was set back since the page before
            } else if (!signal.aborted) {
                this.list.update({ loading: false, problem: reasonOf(error) });
            }
        }
    }

    #show(question, { items, next_cursor }, further) {
        items.forEach(task => this.#known.learn(task.id, task.version, task));
        this.#cursor = next_cursor;
        this.#last = next_cursor === null ? null : items.at(-1);
        const ids = new Set([...(further ? this.list.state.items : []), ...items].map(task => task.id));
        [...this.#heard, ...this.#known.expected()].forEach(id => ids.add(id));
        this.list.update({ question, items: this.#placed([], [...ids], question), more: next_cursor !== null, loading: false });
    }

    #placed(items, ids, question) {
        const compare = inOrder(question);
        const shown = task => task !== null && answers(question, task) && (this.#last === null || compare(task, this.#last) <= 0);
        return [...items, ...ids.map(id => this.#known.get(id)).filter(shown)].sort(compare);
    }

    #anew() {
        this.#known.clear();
        this.#cursor = null;
        this.#recount();
        if (this.list.state.asked) {
            this.#load(this.list.state.asked, null);
        }
    }

    #changed(changes) {
        const unheard = new Set(changes.filter(({ type }) => type === "created").map(change => change.task_id));
        const ids = [...new Set(changes.map(change => change.task_id))];
        ids.forEach(id => this.#heard.add(id));
        this.#change(ids, () => changes.forEach(change => this.#known.learn(change.task_id, change.version, change.task)), unheard);
    }

    /** The service answers to a command what became of the task: what was expected is dropped when the answer is there. */
    async #command(id, expectation, send) {
        const unheard = new Set([id]);
        this.#change([id], () => this.#known.expect(id, expectation), unheard);
        let gone;
        const inTurn = () => {
            gone = this.#known.next(id);
            return send();
        };
        const turn = Promise.resolve(this.#turns.get(id)).then(inTurn, inTurn);
        this.#turns.set(id, turn);
        let learn = () => {};
        try {
            const task = await turn;
            learn = () => this.#known.learn(id, task?.version ?? gone, task);
            return task;
        } catch (error) {
            if (error.status === 404) {
                learn = () => this.#known.learn(id, gone, null);
            }
            throw error;
        } finally {
            this.#change([id], () => {
                learn();
                this.#known.drop(id, expectation);
            });
            if (this.#turns.get(id) === turn) {
                this.#turns.delete(id);
            }
            await this.#session.stillIn();
        }
    }

    /** Tasks are created in the order in which they were added, and are listed in it by the time at which they were. */
    #afterThoseBefore(create) {
        const created = this.#created.then(create);
        this.#created = created.catch(() => {});
        return created;
    }

    /** Of a task that nothing was known of, it is not known either whether it has been counted, unless it is in `unheard`. */
    #change(ids, change, unheard = new Set()) {
        const counted = ids.filter(id => this.#known.has(id) || unheard.has(id));
        const before = counted.map(id => this.#known.get(id));
        change();
        const { question, items, counts } = this.list.state;
        const changed = new Set(ids);
        this.list.update({
            items: question ? this.#placed(items.filter(task => !changed.has(task.id)), ids, question) : items,
            counts: recount(counts, counted.map((id, at) => [before[at], this.#known.get(id)])),
        });
        clearTimeout(this.#recounting);
        this.#recounting = setTimeout(() => this.#recount(), RECOUNTED);
    }

    /** What changes meanwhile is counted once more. */
    async #recount() {
        const asked = this.#recounting;
        const counts = await this.#service.summary().catch(() => undefined);
        if (counts && asked === this.#recounting && this.#known.expected().length === 0) {
            this.list.update({ counts });
        }
    }
}

function noneIfGone(error) {
    if (error.status === 404) {
        return null;
    }
    throw error;
}
