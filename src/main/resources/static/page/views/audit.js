import { useEffect } from "preact/hooks";
import { Days } from "../audit/days.js";
import { clear, Filters } from "../audit/filters.js";
import { ledgerOf } from "../audit/ledger.js";
import { asksForAll, questionOf } from "../audit/question.js";
import { useStepping } from "../changes/stepping.js";
import { html } from "../html.js";
import { Endless, Trouble, useKeptScroll } from "../shell/list.js";
import { useStore } from "../store.js";

export function View({ session, query }) {
    const ledger = ledgerOf(session);
    const state = useStore(ledger.list);
    const asked = questionOf(query);
    useEffect(() => ledger.ask(asked), [ledger, JSON.stringify(asked)]);
    useKeptScroll(ledger);
    useStepping(".entry");
    const { question, entries, more, loading, problem, fresh } = state;
    return html`
        <h1>Audit</h1>
        <${Filters} question=${asked} titles=${ledger.titles} session=${session} />
        <${Fresh} ledger=${ledger} fresh=${fresh} />
        <${Days} entries=${entries} titles=${ledger.titles} session=${session} loading=${loading} />
        ${more && html`<${Endless} loading=${loading} loadMore=${() => ledger.loadMore()} />`}
        <${End} ...${state} />
        <${Trouble} what="The audit could not be loaded." problem=${problem} again=${() => ledger.again()} />`;
}

/** What has happened since, for when the reader wants to see it. */
function Fresh({ ledger, fresh }) {
    const show = async () => {
        await ledger.showFresh();
        scrollTo(0, 0);
        document.querySelector(".days a")?.focus({ preventScroll: true });
    };
    return html`
        <div class="fresh" role="status" aria-label="New changes">
            ${fresh > 0 && html`<button type="button" class="main" onClick=${show}>${fresh.toLocaleString()} new ${fresh === 1 ? "change" : "changes"}</button>`}
        </div>`;
}

function End({ question, entries, more, loading, problem }) {
    if (!question || more || loading || problem) {
        return null;
    }
    if (entries.length > 0) {
        return html`<p class="end">${asksForAll(question) ? "Here the ledger begins." : "There are no more."}</p>`;
    }
    if (asksForAll(question)) {
        return html`<p class="nothing">Nothing has happened yet. Whatever is done to your tasks is written down here.</p>`;
    }
    return html`
        <div class="nothing">
            <p>No change is like that.</p>
            <button type="button" onClick=${clear}>Show all changes</button>
        </div>`;
}
