import { html } from "../html.js";
import { Icon } from "../shell/icons.js";

/** Shows and hides where a change came from. */
export function OriginButton({ of, controls, open, toggle }) {
    return html`
        <button type="button" class="icon" aria-label=${`Details of ${of}`} title="Details" aria-expanded=${String(open)}
                aria-controls=${open ? controls : null} onClick=${toggle}><${Icon} name="details" /></button>`;
}
