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

/** A store of a string that the browser remembers for the next visit. Where it may not, that lasts as long as the page. */
export class RememberedStore extends Store {
    #key;
    #usual;

    /** @param {string} usual is not worth remembering */
    constructor(key, usual) {
        super(remembered(key) ?? usual);
        this.#key = key;
        this.#usual = usual;
    }

    set(state) {
        super.set(state);
        try {
            if (state === this.#usual) {
                localStorage.removeItem(this.#key);
            } else {
                localStorage.setItem(this.#key, state);
            }
        } catch {
            // the user has forbidden it, or there is no room
        }
    }
}

function remembered(key) {
    try {
        return localStorage.getItem(key);
    } catch {
        return null;
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
