import { announce } from "../shell/announcer.js";
import { Store } from "../store.js";
import { progressOf } from "./progress.js";
import { reasonOf } from "../tasks/words.js";

/** How often the projections are asked how they are, in milliseconds. */
const TURN = 2000;

/** The kinds of job, by the service's name for each: what a reader calls it. */
export const JOBS = { rebuild: "Rebuild", verify: "Verification" };

const KINDS = Object.keys(JOBS);

/**
 * The projections as they are, and their jobs as they go on, whoever ordered them. `jobs` holds the last job of each kind by the
 * projection's name and the kind; a running one whose connection is lost has `lost`.
 */
export class Watch {
    board = new Store({ projections: undefined, jobs: {}, problem: undefined });

    #client;
    #end = new AbortController();
    #followed = new Set();
    #timer;

    constructor({ client }) {
        this.#client = client;
    }

    /** @returns {() => void} ends it */
    begin() {
        const seen = () => document.hidden || this.look();
        document.addEventListener("visibilitychange", seen);
        this.look();
        return () => {
            document.removeEventListener("visibilitychange", seen);
            clearTimeout(this.#timer);
            this.#end.abort();
        };
    }

    /** Asks now, and again after a while. */
    async look() {
        clearTimeout(this.#timer);
        const { signal } = this.#end;
        try {
            const { data } = await this.#client.GET("/api/admin/projections", { signal, retries: 0 });
            const first = this.board.state.projections === undefined;
            this.board.update({ projections: data.items, problem: undefined });
            data.items.forEach(({ name, rebuild }) => (first ? KINDS : rebuild ? [rebuild.kind] : []).forEach(kind => this.#follow(name, kind)));
        } catch (error) {
            if (signal.aborted) {
                return;
            }
            this.board.update({ problem: reasonOf(error) });
        }
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => document.hidden || this.look(), TURN);
    }

    /** @param {"rebuild" | "verify"} kind */
    async order(name, kind) {
        const { data } = await this.#client.POST(`/api/admin/projections/{name}/${kind}`, { params: { path: { name } } });
        this.#show(name, kind, data);
        this.#follow(name, kind);
    }

    async cancel(name, kind) {
        await this.#client.DELETE(`/api/admin/projections/{name}/${kind}`, { params: { path: { name } } });
    }

    /** @returns {Promise<{retried: number, released: number, failed: number}>} how many tasks */
    async retry(name) {
        const { data } = await this.#client.POST("/api/admin/projections/{name}/dead-letters/retry", { params: { path: { name } } });
        this.look();
        return data;
    }

    async #follow(name, kind) {
        const followed = keyOf(name, kind);
        if (this.#followed.has(followed)) {
            return;
        }
        this.#followed.add(followed);
        const lost = () => {
            const job = this.board.state.jobs[followed];
            if (job) {
                this.#show(name, kind, { ...job, lost: true });
            }
        };
        try {
            for await (const job of progressOf(this.#client, name, kind, this.#end.signal, lost)) {
                const before = this.board.state.jobs[followed];
                this.#show(name, kind, job);
                if (before?.status === "running" && job.status !== "running") {
                    announce(`${JOBS[kind]} of ${name}: ${job.status}`);
                }
            }
        } catch {
            // none was ever ordered, or its reader has gone
        }
        this.#followed.delete(followed);
        if (!this.#end.signal.aborted) {
            this.look();
        }
    }

    #show(name, kind, job) {
        this.board.update({ jobs: { ...this.board.state.jobs, [keyOf(name, kind)]: job } });
    }
}

export function keyOf(name, kind) {
    return `${name} ${kind}`;
}
