import { NetworkError } from "taskledger";
import { isolated } from "../bidi.js";
import { called } from "../called.js";

const LONGEST = { title: 200, description: 1000 };

/** @returns {string | undefined} what is wrong with a title and a description, before the service says so */
export function faultOf({ title, description }) {
    if (title.trim() === "") {
        return "A task needs a title.";
    }
    return tooLong("title", title.trim()) ?? tooLong("description", description ?? "");
}

/** Characters are counted as the service counts them: by code points. */
function tooLong(field, text) {
    const length = [...text].length;
    return length > LONGEST[field] ? `A ${field} has at most ${LONGEST[field]} characters; this one has ${length}.` : undefined;
}

/** @returns {string} why something was not done, as a sentence for a person */
export function reasonOf(error) {
    if (error instanceof NetworkError) {
        return "The service does not answer.";
    }
    const faults = (error.errors ?? []).map(({ field, message }) => `The ${field} ${message}.`);
    return faults.length > 0 ? faults.join(" ") : error.message;
}

/** For a sentence: shown by `Sentence` of shell/sentence.js. */
export function quoted(title) {
    const name = called(title);
    return `“${isolated(name.length > 60 ? name.slice(0, 59) + "…" : name)}”`;
}
