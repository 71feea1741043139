import { Store } from "../store.js";
import { reasonOf } from "../tasks/words.js";
import { answers, asParameters } from "./question.js";
import { Titles } from "./titles.js";

const FIRST = 50;
const MORE = 200;

const ledgers = new WeakMap();

/** One for as long as the user is in, so that who comes back to it finds it as it was. */
export function ledgerOf(session) {
    if (!ledgers.has(session)) {
        ledgers.set(session, new Ledger(session));
    }
    return ledgers.get(session);
}

/**
 * The changes that answer a question, newest first, as far as they have been loaded. What happens since is counted, and loaded
 * when it is asked for: what one reads stays where it is.
 */
class Ledger {
    /** `question` is of the entries that are shown; while another is loading, it is in `asked`. */
    list = new Store({ question: undefined, asked: undefined, entries: [], more: false, loading: true, problem: undefined, fresh: 0 });

    titles;

    /** Where the reader was. */
    scrolled = 0;

    #service;
    #feed;
    #cursor = null;
    #seen = new Set();
    #unseen = new Set();
    #loading = new AbortController();

    constructor({ tasks, feed }) {
        this.#service = tasks;
        this.#feed = feed;
        this.titles = new Titles(tasks);
        this.titles.learnFirst();
        feed.subscribe({ changed: changes => this.#changed(changes), anew: () => this.#anew() });
        feed.connection.subscribe(state => state === "open" && this.list.state.problem && this.again());
    }

    /** Shows the answers to another question, once they are there. */
    ask(question) {
        if (JSON.stringify(this.list.state.asked) !== JSON.stringify(question)) {
            this.scrolled = 0;
            this.#load(question, null);
        }
    }

    /** Loads what could not be loaded. */
    again() {
        const { asked, question } = this.list.state;
        this.#load(asked, asked === question ? this.#cursor : null);
    }

    loadMore() {
        const { loading, problem, more, question } = this.list.state;
        if (more && !loading && !problem) {
            this.#load(question, this.#cursor);
        }
    }

    /** Loads what has happened since. */
    showFresh() {
        return this.#load(this.list.state.asked, null);
    }

    async #load(question, cursor) {
        this.#loading.abort();
        const { signal } = (this.#loading = new AbortController());
        this.list.update({ asked: question, loading: true, problem: undefined });
        try {
            await this.#feed.ready;
            const limit = cursor === null ? FIRST : MORE;
            const page = await this.#service.auditPage({ ...asParameters(question), limit, cursor: cursor ?? undefined }, { signal });
            this.#show(question, page, cursor !== null);
        } catch (error) {
            if (!signal.aborted && error.status === 410 && cursor !== null) {
                this.#load(question, null); // the ledger was set back since the page before
            } else if (!signal.aborted) {
                this.list.update({ loading: false, problem: reasonOf(error) });
            }
        }
    }

    #show(question, { items, next_cursor }, further) {
        if (!further) {
            this.#seen.clear();
            this.#unseen.clear();
        }
        items.forEach(entry => this.#seen.add(nameOf(entry)));
        this.#cursor = next_cursor;
        this.titles.learn(items.filter(({ changes }) => changes.title).map(({ task_id, version, changes }) => [task_id, version, changes.title.to]));
        const entries = further ? [...this.list.state.entries, ...items] : items;
        this.list.update({ question, entries, more: next_cursor !== null, loading: false, fresh: this.#unseen.size });
    }

    #changed(changes) {
        this.titles.learnFromFeed(changes);
        this.#count(changes.filter(change => answers(this.list.state.asked ?? {}, change)));
    }

    /** What has been missed is counted as far as a page goes. */
    async #anew() {
        const { question } = this.list.state;
        if (question) {
            const { items } = await this.#service.auditPage({ ...asParameters(question), limit: FIRST }).catch(() => ({ items: [] }));
            if (question === this.list.state.question) {
                this.#count(items);
            }
        }
    }

    #count(changes) {
        changes.map(nameOf).filter(change => !this.#seen.has(change)).forEach(change => this.#unseen.add(change));
        if (this.list.state.fresh !== this.#unseen.size) {
            this.list.update({ fresh: this.#unseen.size });
        }
    }
}

/** The same for an entry and for the feed's news of it. */
function nameOf({ task_id, version }) {
    return `${task_id} ${version}`;
}
