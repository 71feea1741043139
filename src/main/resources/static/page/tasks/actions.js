import { announce } from "../shell/announcer.js";
import { complain } from "../shell/toasts.js";
import { focusIfLost } from "./rows.js";
import { Undo } from "./undo.js";

const LONGEST_TITLE = 200;

/** What the user can do to a task at a stroke, and how the page answers. */
export class Actions {
    #board;
    #undo = new Undo();

    constructor(board) {
        this.#board = board;
    }

    /** @returns {Promise<boolean>} whether it was added; where not, it has been said why */
    async add(title) {
        try {
            await this.#board.create(title);
            announce(`Added ${quoted(title)}`);
            return true;
        } catch (error) {
            complain(`${quoted(title)} was not added. ${reasonOf(error)}`);
            return false;
        }
    }

    toggle(task) {
        const completed = !task.completed;
        const { show } = this.#board.list.state.question;
        return this.#do(
            () => this.#board.complete(task.id, completed),
            `${completed ? "Completed" : "Reopened"} ${quoted(task.title)}`,
            `${quoted(task.title)} was not ${completed ? "completed" : "reopened"}.`,
            async () => {
                await this.#board.complete(task.id, !completed);
                announce(`${completed ? "Reopened" : "Completed"} ${quoted(task.title)}`);
                focusIfLost(task.id);
            },
            { silent: show === "all" });
    }

    remove(task) {
        return this.#do(
            () => this.#board.remove(task.id),
            `Deleted ${quoted(task.title)}`,
            `${quoted(task.title)} was not deleted.`,
            async () => {
                await this.#board.restore(task);
                announce(`Restored ${quoted(task.title)}`);
                focusIfLost(task.id);
            });
    }

    undo() {
        this.#undo.last();
    }

    async #do(command, told, refused, takeBack, options) {
        const done = command();
        this.#undo.offer(told, takeBack, options);
        try {
            await done;
        } catch (error) {
            this.#undo.revoke();
            complain(`${refused} ${reasonOf(error)}`);
        }
    }
}

/** @returns {string | undefined} what is wrong with a title, as the service would say */
export function faultOf(title) {
    const length = [...title.trim()].length;
    if (length === 0) {
        return "A task needs a title.";
    }
    return length > LONGEST_TITLE ? `A title has at most ${LONGEST_TITLE} characters; this one has ${length}.` : undefined;
}

/** @returns {string} a sentence for a person */
export function reasonOf(error) {
    const fields = (error.errors ?? []).map(({ field, message }) => `${field} ${message}`);
    return fields.length > 0 ? `The ${fields.join(", and ")}.` : error.message;
}

export function quoted(title) {
    return `“${title.length > 60 ? title.slice(0, 59) + "…" : title}”`;
}
