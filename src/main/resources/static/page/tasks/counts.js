/**
 * How many tasks there are after some changed, null where that was not known before.
 *
 * @param {{total: number, completed: number, open: number} | undefined} counts
 * @param {[object | null, object | null][]} changes of tasks, each as it was and as it is
 */
export function recount(counts, changes) {
    if (!counts) {
        return counts;
    }
    const number = condition => changes.reduce((sum, [before, after]) => sum + Number(condition(after)) - Number(condition(before)), 0);
    return {
        total: counts.total + number(task => task !== null),
        completed: counts.completed + number(task => task?.completed === true),
        open: counts.open + number(task => task?.completed === false),
    };
}
