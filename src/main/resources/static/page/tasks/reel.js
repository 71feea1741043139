import { Store } from "../store.js";

/** How far beyond the window, in pixels, rows are in the document. */
const AHEAD = 900;

/** Rows come and go by so many. */
const STEP = 10;

/**
 * Which of thousands of rows are in the document: those in the window and near it. The others are as high as they were when
 * they were last seen, or as high as most are.
 */
export class Reel {
    range = new Store({ start: 0, end: 2 * STEP });

    /** How far the reader has scrolled, in pixels. */
    scrolled = 0;

    #heights = new Map();
    #usual = 52;
    #width = 0;

    /** @returns {number} how high the rows from `start` up to `end` are together, in pixels */
    height(items, start, end) {
        let height = 0;
        for (let at = start; at < Math.min(end, items.length); at++) {
            height += this.#heightOf(items[at]);
        }
        return height;
    }

    /** @param {number} top of the list, in pixels from that of the window */
    look(items, top) {
        let start = 0;
        let passed = top;
        while (start < items.length && passed + this.#heightOf(items[start]) < -AHEAD) {
            passed += this.#heightOf(items[start++]);
        }
        let end = start;
        while (end < items.length && passed < innerHeight + AHEAD) {
            passed += this.#heightOf(items[end++]);
        }
        this.#show(Math.floor(start / STEP) * STEP, Math.ceil((end + 1) / STEP) * STEP);
    }

    /** Has the row in the document, wherever the window is. */
    reveal(index) {
        const { start, end } = this.range.state;
        if (index < start || index >= end) {
            this.#show(Math.max(0, index - 2 * STEP), index + 2 * STEP);
        }
    }

    /** @param {HTMLElement[]} rows of a list */
    measure(rows) {
        if (this.#width !== innerWidth) {
            this.#width = innerWidth;
            this.#heights.clear();
        }
        const first = this.#heights.size === 0;
        rows.forEach(row => this.#heights.set(row.dataset.task, row.getBoundingClientRect().height));
        if (first && rows.length > 0) {
            this.#usual = rows.reduce((sum, row) => sum + this.#heights.get(row.dataset.task), 0) / rows.length;
        }
    }

    #heightOf({ id }) {
        return this.#heights.get(id) ?? this.#usual;
    }

    #show(start, end) {
        const shown = this.range.state;
        if (start !== shown.start || end !== shown.end) {
            this.range.set({ start, end });
        }
    }
}
