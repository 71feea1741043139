import { KINDS } from "../changes/kinds.js";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Which changes are to be seen. Days are the reader's, the last one included.
 *
 * @typedef {{task: string, type: string, from: string, to: string}} Question what is not asked for is empty
 */

/** @returns {Question} what the address asks for */
export function questionOf(query) {
    const type = query.get("type") ?? "";
    return { task: query.get("task") ?? "", type: Object.hasOwn(KINDS, type) ? type : "", from: dayIn(query, "from"), to: dayIn(query, "to") };
}

function dayIn(query, name) {
    const day = query.get(name) ?? "";
    return DAY.test(day) && !Number.isNaN(startOf(day).getTime()) ? day : "";
}

/** Midnight, where the reader is. */
function startOf(day, later = 0) {
    const [year, month, date] = day.split("-").map(Number);
    return new Date(year, month - 1, date + later);
}

/** As the service takes it. */
export function asParameters({ task, type, from, to }) {
    return {
        task_id: task || undefined,
        type: type || undefined,
        from: from ? startOf(from).toISOString() : undefined,
        to: to ? startOf(to, 1).toISOString() : undefined,
    };
}

export function asksForAll(question) {
    return Object.values(question).every(part => part === "");
}

/** Whether a change is among the answers, by the service's own rule. */
export function answers(question, { task_id, type, occurred_at }) {
    const { from, to, ...asked } = asParameters(question);
    const at = Date.parse(occurred_at);
    return (asked.task_id ?? task_id) === task_id && (asked.type ?? type) === type
        && (from === undefined || at >= Date.parse(from)) && (to === undefined || at < Date.parse(to));
}
