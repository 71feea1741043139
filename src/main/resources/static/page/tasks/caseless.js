const ASCII = /^[\x00-\x7f]*$/;

/** The text as the service compares it: in NFKC, each code point as the small letter of its capital one, and in NFKC again. */
export function caseless(text) {
    if (ASCII.test(text)) {
        return text.toLowerCase();
    }
    return Array.from(text.normalize("NFKC"), smallOfCapital).join("").normalize("NFKC");
}

/** What a search looks for: without white space at either end. */
export function sought(q) {
    return caseless(q.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, ""));
}

/** One code point for one: ß stays, though its capital form is SS, and İ becomes i. */
function smallOfCapital(character) {
    return single(single(character.toUpperCase(), character).toLowerCase(), "i");
}

function single(text, otherwise) {
    return text.length === 1 || Array.from(text).length === 1 ? text : otherwise;
}
