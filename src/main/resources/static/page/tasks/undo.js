import { announce } from "../shell/announcer.js";
import { complain, toast, withdraw } from "../shell/toasts.js";
import { reasonOf } from "./words.js";

/** What the user did last that can be taken back: once, by the toast that tells of it or by key. */
export class Undo {
    #last;

    /**
     * @param {string} told what was done
     * @param {() => Promise<void>} takeBack
     * @param {{silent?: boolean}} options whether what was done speaks for itself
     * @returns what revokes it
     */
    offer(told, takeBack, { silent } = {}) {
        withdraw(this.#last);
        const last = { label: "Undo", run: () => this.#run(last, takeBack) };
        this.#last = last;
        if (silent) {
            announce(told);
        } else {
            toast(told, last);
        }
        return last;
    }

    /** It was not done after all. */
    revoke(offered) {
        withdraw(offered);
        if (this.#last === offered) {
            this.#last = undefined;
        }
    }

    last() {
        if (this.#last) {
            withdraw(this.#last);
            this.#last.run();
        } else {
            announce("There is nothing to undo.");
        }
    }

    async #run(undone, takeBack) {
        if (this.#last === undone) {
            this.#last = undefined;
        }
        try {
            await takeBack();
        } catch (error) {
            complain(`This could not be undone. ${reasonOf(error)}`);
        }
    }
}
