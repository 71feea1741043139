import { Store } from "./store.js";

/** Who is in stays in the address from view to view; only development mode writes it there. */
const IDENTITY = ["user", "role"];

function parse() {
    const [path, query] = location.hash.slice(1).split("?");
    return { path: path || "/", query: new URLSearchParams(query) };
}

/** Where the reader is: the part of the address behind `#`. */
export const route = new Store(parse());

addEventListener("hashchange", () => route.set(parse()));

/**
 * The address of a view, for the same user.
 *
 * @param {string} path as `/tasks`
 * @param {Record<string, string>} query what is empty is left out
 */
export function href(path, query = {}) {
    const identity = Object.fromEntries(IDENTITY.map(name => [name, route.state.query.get(name)]));
    const given = Object.entries({ ...identity, ...query }).filter(([, value]) => value);
    return "#" + path + (given.length > 0 ? "?" + new URLSearchParams(given) : "");
}

/** Goes there, as a link would. */
export function navigate(path, query) {
    location.hash = href(path, query);
}

/** Says another address for what is shown, and leaves no trace in the browser's history. */
export function readdress(path, query) {
    history.replaceState(history.state, "", href(path, query));
    route.set(parse());
}
