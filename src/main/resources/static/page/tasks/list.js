import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { Endless } from "../shell/list.js";
import { useStore } from "../store.js";
import { Editor } from "./editor.js";
import { Row } from "./row.js";
import { focusRow, rowOf, taskOf } from "./rows.js";

export function TaskList({ board, actions, editing }) {
    const { items, more, loading, question } = useStore(board.list);
    const { reel } = board;
    const { start, end } = useStore(reel.range);
    const edited = useStore(editing.state, state => state.base?.id);
    const list = useRef();
    useReel(reel, items, list);
    useKeptFocus(list, items);
    const edit = useRef(task => editing.begin(task)).current;
    const time = question.sort.endsWith("updated_at") ? "updated_at" : "created_at";

    const row = (task, index, top) => task.id === edited
        ? html`<${Editor} key=${task.id} editing=${editing} task=${task} top=${top} />`
        : html`<${Row} key=${task.id} task=${task} place=${index + 1} of=${more ? -1 : items.length} top=${top}
                       q=${question.q} time=${time} actions=${actions} edit=${edit} />`;
    const away = awayFrom(start, end, items, edited, list.current);
    const apart = index => row(items[index], index, reel.height(items, 0, index));
    return html`
        <div class="reel" aria-busy=${loading ? "true" : null}>
            <div style=${{ height: `${reel.height(items, 0, start)}px` }}></div>
            <ul ref=${list} aria-label="Tasks">
                ${[
                    edited && !items.some(task => task.id === edited) && html`<${Editor} key=${edited} editing=${editing} />`,
                    ...away.filter(index => index < start).map(apart),
                    ...items.slice(start, end).map((task, at) => row(task, start + at)),
                    ...away.filter(index => index >= end).map(apart),
                ]}
            </ul>
            <div style=${{ height: `${reel.height(items, end, items.length)}px` }}></div>
        </div>
        ${more && html`<${Endless} loading=${loading} loadMore=${() => board.loadMore()} />`}`;
}

/** The places of rows that stay in the document though the window is elsewhere: the one with the focus, and the one that is edited. */
function awayFrom(start, end, items, edited, list) {
    const focused = list?.contains(document.activeElement) ? taskOf(document.activeElement) : undefined;
    return [...new Set([focused, edited])]
        .map(id => (id ? items.findIndex(task => task.id === id) : -1))
        .filter(index => index >= 0 && (index < start || index >= end));
}

/** Has the rows follow the window. */
function useReel(reel, items, list) {
    const look = () => reel.look(items, list.current.parentElement.getBoundingClientRect().top);
    useLayoutEffect(() => {
        reel.measure([...list.current.children]);
    });
    useEffect(() => { // rows beyond the window come after those in it have been painted
        look();
        addEventListener("scroll", look, { passive: true });
        addEventListener("resize", look);
        return () => {
            removeEventListener("scroll", look);
            removeEventListener("resize", look);
        };
    }, [items]);
}

/**
 * Keeps the focus in the list where the row that had it is rendered anew, moved or taken away, by whomever: it goes to the
 * row of the same task, or else to the one that took its place.
 */
function useKeptFocus(list, items) {
    const before = useRef([]);
    const held = list.current?.contains(document.activeElement) ? taskOf(document.activeElement) : undefined;
    useLayoutEffect(() => {
        if (held && document.activeElement === document.body) {
            const place = before.current.findIndex(task => task.id === held);
            focusRow(rowOf(held), { preventScroll: true }) || focusRow(rowOf((items[place] ?? items.at(-1))?.id)) || document.querySelector(".composer input")?.focus();
        }
        before.current = items;
    });
}
