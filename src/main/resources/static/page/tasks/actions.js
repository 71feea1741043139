import { readdress } from "../router.js";
import { announce } from "../shell/announcer.js";
import { complain, toast } from "../shell/toasts.js";
import { focusIfLost } from "./rows.js";
import { Undo } from "./undo.js";
import { quoted, reasonOf } from "./words.js";

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
            const task = await this.#board.create(title);
            if (this.#board.shows(task)) {
                announce(`Added ${quoted(title)}`);
            } else {
                toast(`Added ${quoted(title)}, which is not among those shown`, { label: "Show all", run: () => readdress("/tasks") });
            }
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
        const offered = this.#undo.offer(told, takeBack, options);
        try {
            await done;
        } catch (error) {
            this.#undo.revoke(offered);
            complain(`${refused} ${reasonOf(error)}`);
        }
    }
}
