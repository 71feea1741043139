import { caseless, sought } from "./caseless.js";

/**
 * Which tasks are to be seen, in what order.
 *
 * @typedef {{show: "all" | "open" | "completed", q: string, sort: string}} Question
 */

const NEWEST_FIRST = "-created_at";

const COMPLETED = { all: undefined, open: false, completed: true };

/** @returns {Question} what the address asks for */
export function questionOf(query) {
    const show = query.get("show");
    return { show: Object.hasOwn(COMPLETED, show) ? show : "all", q: query.get("q") ?? "", sort: query.get("sort") ?? NEWEST_FIRST };
}

/** As it stands in an address, where what goes without saying is left out. */
export function inAddress({ show, q, sort }) {
    return { show: show === "all" ? "" : show, q, sort: sort === NEWEST_FIRST ? "" : sort };
}

/** As the service takes it. */
export function asParameters({ show, q, sort }) {
    return { completed: COMPLETED[show], q: q || undefined, sort };
}

/** Whether a task is among the answers, by the service's own rule. */
export function answers({ show, q }, task) {
    const text = sought(q);
    return (COMPLETED[show] === undefined || COMPLETED[show] === task.completed)
        && (caseless(task.title).includes(text) || caseless(task.description ?? "").includes(text));
}

/** The service's order: ties go by id, in the same direction. */
export function inOrder({ sort }) {
    const direction = sort.startsWith("-") ? -1 : 1;
    const field = sort.replace("-", "");
    const key = field === "title" ? task => caseless(task.title) : task => task[field];
    const compare = field === "title" ? byCodePoint : byText;
    return (one, other) => direction * (compare(key(one), key(other)) || byText(one.id, other.id));
}

function byText(one, other) {
    return one < other ? -1 : one > other ? 1 : 0;
}

/** What is outside the first plane comes last, which by UTF-16's units it would not. */
function byCodePoint(one, other) {
    const end = Math.min(one.length, other.length);
    for (let at = 0; at < end; at++) {
        const difference = one.charCodeAt(at) - other.charCodeAt(at);
        if (difference !== 0) {
            return one.codePointAt(at) - other.codePointAt(at) || difference;
        }
    }
    return one.length - other.length;
}
