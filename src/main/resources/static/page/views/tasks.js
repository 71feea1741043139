import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { announce } from "../shell/announcer.js";
import { Trouble, useKeptScroll } from "../shell/list.js";
import { useStore } from "../store.js";
import { Actions } from "../tasks/actions.js";
import { boardOf } from "../tasks/board.js";
import { Composer } from "../tasks/composer.js";
import { Conflict } from "../tasks/conflict.js";
import { Editing } from "../tasks/editing.js";
import { useTaskKeys } from "../tasks/keys.js";
import { TaskList } from "../tasks/list.js";
import { questionOf } from "../tasks/question.js";
import { Toolbar } from "../tasks/toolbar.js";

const works = new WeakMap();

/** What one is at stays as it is while one looks at another view, and what becomes of it is known when one is back. */
function workOn(board) {
    if (!works.has(board)) {
        works.set(board, { actions: new Actions(board), editing: new Editing(board) });
    }
    return works.get(board);
}

export function View({ session, query }) {
    const board = boardOf(session);
    const { actions, editing } = workOn(board);
    const state = useStore(board.list);
    const asked = questionOf(query);
    useLayoutEffect(() => void board.ask(asked), [board, JSON.stringify(asked)]);
    const onKeyDown = useTaskKeys({ board, actions, editing });
    useKeptScroll(board.reel);
    useAnnouncedAnswers(state);
    return html`
        <h1>Tasks</h1>
        <${Composer} actions=${actions} />
        <${Toolbar} question=${asked} counts=${state.counts} />
        <div onKeyDown=${onKeyDown}>
            ${state.question && html`<${TaskList} board=${board} actions=${actions} editing=${editing} />`}
            <${Nothing} ...${state} />
            <${Trouble} what="The tasks could not be loaded." problem=${state.problem} again=${() => board.again()} />
        </div>
        <${Conflict} editing=${editing} />`;
}

function Nothing({ question, items, loading, problem, counts }) {
    if (!question || items.length > 0 || loading || problem) {
        return null;
    }
    if (question.q) {
        return html`<p class="nothing">Nothing holds “<bdi dir="auto">${question.q}</bdi>”.</p>`;
    }
    if (counts?.total > 0) {
        return html`<p class="nothing">${question.show === "open" ? "All done." : "Nothing is completed yet."}</p>`;
    }
    return html`<p class="nothing">Nothing to do yet. Type a task above, and press Enter.</p>`;
}

/** Tells who can't see it how many tasks answer another question. */
function useAnnouncedAnswers({ question, items, more }) {
    const first = useRef(true);
    useEffect(() => {
        if (question) {
            if (!first.current) {
                announce(`${items.length}${more ? " or more" : ""} ${items.length === 1 && !more ? "task" : "tasks"}`);
            }
            first.current = false;
        }
    }, [question]);
}
