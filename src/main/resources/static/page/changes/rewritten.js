import { called } from "../called.js";

/** @returns {{from: string | null, to: string | null} | undefined} what became of the title or the description, where one of them changed */
export function rewritten({ title, description }) {
    return title ? { from: called(title.from), to: called(title.to) } : description;
}
