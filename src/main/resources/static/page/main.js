import { render } from "preact";
import { App } from "./app.js";
import { open } from "./entry.js";
import { html } from "./html.js";

render(html`<${App} />`, document.getElementById("page"));
await open();
