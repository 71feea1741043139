import { useLayoutEffect, useReducer } from "preact/hooks";

/** A value that says when it changes. */
export class Store {
    #state;
    #listeners = new Set();

    constructor(state) {
        this.#state = state;
    }

    get state() {
        return this.#state;
    }

    set(state) {
        this.#state = state;
        this.#listeners.forEach(listener => listener(state));
    }

    /** Changes the named fields and keeps the others. */
    update(fields) {
        this.set({ ...this.#state, ...fields });
    }

    /** @returns {() => void} ends it */
    subscribe(listener) {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }
}

/**
 * Renders the component anew when what it selects is another.
 *
 * @template S, T
 * @param {Store<S>} store
 * @param {(state: S) => T} select gives the same object while nothing changes
 */
export function useStore(store, select = state => state) {
    const [, render] = useReducer(count => count + 1, 0);
    const selected = select(store.state);
    useLayoutEffect(() => {
        const check = () => select(store.state) !== selected && render();
        check();
        return store.subscribe(check);
    }, [store, selected]);
    return selected;
}
