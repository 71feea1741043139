import { html } from "../html.js";

/** Drawn on a grid of 20 by 20, by lines of 1.5. */
const PATHS = {
    add: "M10 4v12M4 10h12",
    back: "M16 10H4m0 0 5-5m-5 5 5 5",
    check: "m4.5 10.5 3.8 3.8 7.2-8.3",
    described: "M4 5.5h12M4 10h12M4 14.5h7",
    details: "M5 10h.1M10 10h.1M15 10h.1",
    reopened: "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12Z",
    restored: "M7 4 3.5 7.5 7 11M4 7.5h7.5a4.25 4.25 0 0 1 0 8.5H8",
    audit: "M5 3.5h10v13H5zM7.5 7h5M7.5 10h5M7.5 13h3",
    close: "m5.5 5.5 9 9m0-9-9 9",
    dark: "M16 11.6A6.5 6.5 0 1 1 8.4 4a5.2 5.2 0 0 0 7.6 7.6Z",
    remove: "M4 5.5h12M8 5.5v-2h4v2m-6.5 0 .6 11h7.8l.6-11M8.6 8.5v5m2.8-5v5",
    edit: "m4 16 .8-3.4 8.4-8.4 2.6 2.6-8.4 8.4L4 16Zm7.6-10.2 2.6 2.6",
    history: "M4 10a6 6 0 1 0 1.8-4.3L4 7.5m0-4v4h4m2-1v4l2.6 1.6",
    help: "M7.6 7.8a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.8m0 2.5v.1",
    light: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM10 2v1.5m0 13V18M2 10h1.5m13 0H18M4.3 4.3l1.1 1.1m9.2 9.2 1.1 1.1m0-11.4-1.1 1.1m-9.2 9.2-1.1 1.1",
    operations: "M3.5 10h3l2-5.5 3 11 2-5.5h3",
    search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4Zm3.6 8.6L16.5 16.5",
    leave: "M12 4H5v12h7M9 10h8m-3-3 3 3-3 3",
    system: "M3.5 4.5h13v8.5h-13zM7.5 16h5M10 13v3",
    tasks: "m3.5 5.5 1.3 1.3L7 4.5M9.5 5.5h7m-13 5 1.3 1.3L7 9.5m2.5 1h7m-13 5 1.3 1.3L7 14.5m2.5 1h7",
    warning: "M10 3.5 17.5 16h-15L10 3.5ZM10 8v4m0 2v.1",
};

/** Beside a text or in a control with a name, which says what it means. */
export function Icon({ name }) {
    return html`
        <svg class="icon-image" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"
             fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">
            <path d=${PATHS[name]} />
        </svg>`;
}
