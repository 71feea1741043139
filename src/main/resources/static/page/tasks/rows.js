/** The rows of the list, as they are in the document: what the focus moves between. */

/** @returns {HTMLElement | undefined} of the task, if it is in the list */
export function rowOf(id) {
    return id && document.querySelector(`.task[data-task="${id}"]`);
}

/** @returns {string | undefined} of the row that the element is in */
export function taskOf(element) {
    return element?.closest?.(".task")?.dataset.task;
}

/** @returns {boolean} whether there is one to focus */
export function focusRow(row, options) {
    row?.querySelector("input").focus(options);
    return Boolean(row);
}

/** Where what had the focus is gone, the task's row has it. */
export function focusIfLost(id) {
    if (document.activeElement === document.body) {
        focusRow(rowOf(id));
    }
}

