import { href } from "../router.js";
import { useShortcuts } from "../shell/shortcuts.js";
import { focusRow, rowOf, taskOf } from "./rows.js";

/** What keys do to the tasks, and to the one that has the focus. */
export function useTaskKeys({ board, actions, editing }) {
    const onFocused = act => event => {
        const id = taskOf(event.target);
        const task = board.list.state.items.find(each => each.id === id);
        if (task) {
            act(task);
        }
    };
    const step = by => {
        const { items } = board.list.state;
        const from = items.findIndex(task => task.id === taskOf(document.activeElement));
        const to = from < 0 ? firstInWindow(items) : from + by;
        if (to in items) {
            focusRow(rowOf(items[to].id)) || revealed(to);
        }
    };
    const revealed = index => {
        board.reel.reveal(index);
        requestAnimationFrame(() => focusRow(rowOf(board.list.state.items[index]?.id)));
    };
    const remove = onFocused(task => actions.remove(task));
    useShortcuts({
        j: () => step(1),
        k: () => step(-1),
        x: onFocused(task => actions.toggle(task)),
        e: onFocused(task => editing.begin(task)),
        d: remove,
        h: onFocused(task => location.assign(href(`/tasks/${task.id}/history`))),
        u: () => actions.undo(),
    });

    /** Those that are no letters work in the list alone, and always. */
    return event => {
        const onRow = event.target.matches?.(".task > input") && !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
        const act = onRow && { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: onFocused(task => editing.begin(task)), Delete: remove }[event.key];
        if (act) {
            event.preventDefault();
            act(event);
        }
    };
}

/** Who has scrolled goes on from there. */
function firstInWindow(items) {
    const top = document.querySelector(".toolbar").getBoundingClientRect().bottom;
    const row = [...document.querySelectorAll(".task")].find(each => each.getBoundingClientRect().top >= top - 1);
    return Math.max(0, items.findIndex(task => task.id === taskOf(row)));
}
