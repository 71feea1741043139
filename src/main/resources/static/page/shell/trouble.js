import { html } from "../html.js";

/** What could not be loaded, and why. */
export function Trouble({ what, problem, again }) {
    return problem && html`
        <div class="trouble" role="alert">
            <p>${what} ${problem}</p>
            <button type="button" onClick=${again}>Try again</button>
        </div>`;
}
