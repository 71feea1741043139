import { h } from "preact";
import htm from "htm";

/** Markup as Preact's nodes. */
export const html = htm.bind(h);
