/**
 * What is known of each task: as the service last told it, and what the user has done since and the service has not answered
 * yet. A task is told of by answers and by the feed, in any order: the higher version is the later, unless the ledger was set back
 * to an older state between the two, which begins another epoch of entity tags: then whatever is told is the later.
 */
export class KnownTasks {
    #told = new Map();
    #expected = new Map();

    /** @param {object | null} task null where it is deleted */
    learn(id, version, task) {
        const told = this.#told.get(id);
        if (version > (told?.version ?? -1) || areOfTwoEpochs(told?.task, task)) {
            this.#told.set(id, { version, task });
        }
    }

    /** @returns {{version: number, task: object | null} | undefined} */
    told(id) {
        return this.#told.get(id);
    }

    /** The version that a deletion has at least, which no answer names; none where the task is deleted, or not known. */
    next(id) {
        const told = this.#told.get(id);
        return told?.task ? told.version + 1 : -1;
    }

    /**
     * Until it is dropped, the task is as the expectation makes it.
     *
     * @param {(task: object | null) => object | null} expectation
     */
    expect(id, expectation) {
        this.#expected.set(id, [...(this.#expected.get(id) ?? []), expectation]);
    }

    drop(id, expectation) {
        const left = this.#expected.get(id).filter(each => each !== expectation);
        if (left.length > 0) {
            this.#expected.set(id, left);
        } else {
            this.#expected.delete(id);
        }
    }

    /** Tasks that the user has done something to and the service has not answered yet. */
    expected() {
        return [...this.#expected.keys()];
    }

    has(id) {
        return this.#told.has(id) || this.#expected.has(id);
    }

    /** As the user sees it: null where it is deleted, or not known. The same object while nothing changes, if nothing is expected. */
    get(id) {
        const told = this.#told.get(id)?.task ?? null;
        const expected = this.#expected.get(id);
        return expected ? expected.reduce((task, expectation) => expectation(task), told) : told;
    }

    clear() {
        this.#told.clear();
    }
}

function areOfTwoEpochs(told, task) {
    return Boolean(told && task) && epochOf(told) !== epochOf(task);
}

/** Empty for the first, in which a tag is a plain version. */
function epochOf({ etag = "" }) {
    return etag.slice(0, Math.max(0, etag.lastIndexOf(".")));
}
