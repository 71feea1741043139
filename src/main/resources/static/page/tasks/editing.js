import { announce } from "../shell/announcer.js";
import { complain } from "../shell/toasts.js";
import { Store } from "../store.js";
import { faultOf, quoted, reasonOf } from "./words.js";

/**
 * The task that is being edited. What was typed is never lost: where it can't be saved, it comes back to be edited; where
 * another has changed the same meanwhile, the user chooses.
 *
 * @typedef {{title: string, description: string | null}} Draft
 */
export class Editing {
    /** `base` is the task as it was when the editing began; `theirs` is null where the task is deleted. */
    state = new Store({ base: undefined, draft: undefined, problem: undefined, conflict: undefined });

    #board;

    constructor(board) {
        this.#board = board;
    }

    /** Where it is edited already, it goes on with what was typed. */
    begin(task) {
        if (this.state.state.base?.id !== task.id) {
            this.#open({ base: task, draft: draftOf(task) });
        }
    }

    end() {
        this.state.set({});
    }

    /** @param {Partial<Draft>} typed */
    type(typed) {
        const { draft } = this.state.state;
        this.state.update({ draft: { ...draft, ...typed } });
    }

    async save() {
        const { base, draft: typed } = this.state.state;
        const draft = { ...typed, title: typed.title.trim() };
        const problem = faultOf(draft);
        if (problem) {
            this.state.update({ problem });
            return;
        }
        this.end();
        await this.#send(base, draft);
    }

    async keepMine() {
        const { base, draft, theirs } = this.state.state.conflict;
        this.end();
        try {
            await this.#send(theirs ?? (await this.#board.restore(base)), draft);
        } catch (error) {
            this.#giveBack(base, draft, error);
        }
    }

    keepTheirs() {
        this.end();
        announce("Kept the other version.");
    }

    /** Back from the choice to the editor. */
    goOn() {
        const { base, draft, theirs } = this.state.state.conflict;
        this.state.set({ base: theirs ?? base, draft });
    }

    /** One is edited at a time. What was typed before, for another or for the same, can be taken up again. */
    #open(next) {
        const { base, draft, problem, conflict } = this.state.state;
        this.state.set(next);
        if (conflict) {
            this.#haveChosen(conflict);
        } else if (base && areDifferent(base, draft) && (base.id !== next.base.id || areDifferent(next.draft, draft))) {
            const edit = { label: "Edit", run: () => this.#open({ base, draft, problem }) };
            complain(`${quoted(draft.title.trim() || base.title)} was not saved, since another was edited.`, edit);
        }
    }

    /** @param {object} base the task that the draft was made from */
    async #send(base, draft) {
        const change = differences(base, draft);
        if (Object.keys(change).length === 0) {
            return;
        }
        try {
            await this.#board.edit(base.id, change, etagOf(base));
            announce(`Saved ${quoted(draft.title)}`);
        } catch (error) {
            if (error.status !== 412 && error.status !== 404) {
                this.#giveBack(base, draft, error);
            } else {
                await this.#meet(base, draft, change);
            }
        }
    }

    /** Others changed it first. Where that is not what the draft changes, both stand. */
    async #meet(base, draft, change) {
        try {
            const theirs = await this.#board.current(base.id);
            const mine = { ...draftOf(theirs ?? base), ...change };
            if (theirs && Object.keys(change).every(field => theirs[field] === base[field])) {
                await this.#send(theirs, mine);
            } else {
                this.#haveChosen({ base, draft: mine, theirs });
            }
        } catch (error) {
            this.#giveBack(base, draft, error);
        }
    }

    /** Who is at something else meanwhile is asked when they want to be. */
    #haveChosen(conflict) {
        if (this.#isBusy()) {
            const choose = { label: "Choose", run: () => this.#haveChosen(conflict) };
            complain(`${quoted(conflict.draft.title)} was not saved. It was changed elsewhere.`, choose);
        } else {
            this.state.set({ conflict });
        }
    }

    #giveBack(base, draft, error) {
        const given = { base, draft, problem: `This was not saved. ${reasonOf(error)}` };
        if (this.#isBusy()) {
            complain(`${quoted(draft.title)} was not saved. ${reasonOf(error)}`, { label: "Edit", run: () => this.#open(given) });
        } else {
            this.state.set(given);
        }
    }

    #isBusy() {
        return Boolean(this.state.state.base || this.state.state.conflict);
    }
}

/** While an upgrade is rolled out, an instance of the release before may have answered: its tags are plain versions, and a task has no field for them. */
function etagOf({ etag, version }) {
    return etag ?? `${version}`;
}

function draftOf({ title, description }) {
    return { title, description };
}

function differences(base, draft) {
    return Object.fromEntries(Object.entries(draft).filter(([field, value]) => base[field] !== value));
}

function areDifferent(base, draft) {
    return Object.keys(differences(base, draft)).length > 0;
}
