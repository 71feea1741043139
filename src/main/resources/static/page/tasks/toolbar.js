import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "../html.js";
import { readdress, route } from "../router.js";
import { Icon } from "../shell/icons.js";
import { useShortcuts } from "../shell/shortcuts.js";
import { inAddress, questionOf } from "./question.js";

/** After the last key, in milliseconds, until what is typed is searched for. */
const SETTLED = 120;

const FILTERS = [
    ["all", "All", "total"],
    ["open", "Open", "open"],
    ["completed", "Completed", "completed"],
];

const ORDERS = [
    ["-created_at", "Newest first"],
    ["created_at", "Oldest first"],
    ["-updated_at", "Last changed first"],
    ["updated_at", "Last changed last"],
    ["title", "Title, A to Z"],
    ["-title", "Title, Z to A"],
];

/** Which tasks to see. It stands in the address, so a reload asks the same again. */
export function Toolbar({ question, counts }) {
    const change = part => readdress(route.state.path, inAddress({ ...questionOf(route.state.query), ...part }));
    return html`
        <search class="toolbar">
            <fieldset class="segments">
                <legend class="unseen">Show</legend>
                ${FILTERS.map(([show, name, count]) => html`
                    <label key=${show}>
                        <input type="radio" name="show" checked=${question.show === show} onChange=${() => change({ show })} />
                        ${name} <span class="number">${counts ? counts[count].toLocaleString() : ""}</span>
                    </label>`)}
            </fieldset>
            <${Search} q=${question.q} search=${q => change({ q })} />
            <select aria-label="Sort" value=${question.sort} onChange=${event => change({ sort: event.target.value })}>
                ${ORDERS.map(([sort, name]) => html`<option key=${sort} value=${sort}>${name}</option>`)}
            </select>
        </search>`;
}

function Search({ q, search }) {
    const [text, setText] = useState(q);
    const input = useRef();
    useShortcuts({ "/": () => input.current.select() });
    useEffect(() => setText(q), [q]);
    useEffect(() => {
        if (text !== q) {
            const settled = setTimeout(() => search(text), SETTLED);
            return () => clearTimeout(settled);
        }
    }, [text]);
    const leave = event => {
        if (event.key === "Escape") {
            event.preventDefault();
            setText("");
            input.current.blur();
        }
    };
    return html`
        <label class="search">
            <${Icon} name="search" />
            <input ref=${input} type="search" dir="auto" aria-label="Search" placeholder="Search" autocomplete="off" enterkeyhint="search"
                   value=${text} onInput=${event => setText(event.target.value)} onKeyDown=${leave} />
        </label>`;
}
