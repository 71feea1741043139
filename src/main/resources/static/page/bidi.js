/** FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9): what stands between has the direction of its own letters, and gives none to the sentence around it. */
const FSI = "\u2068";
const PDI = "\u2069";
const ISOLATES = /[\u2066-\u2069]/g;

/** A user's text, to be put in a sentence of the page. */
export function isolated(text) {
    return FSI + text.replace(ISOLATES, "") + PDI;
}

/** @returns {{text: string, isolated: boolean}[]} the sentence, with each text that was isolated in it apart */
export function partsOf(sentence) {
    return sentence.split(FSI).flatMap((part, at) => {
        const end = part.indexOf(PDI);
        return at === 0 || end < 0
            ? [{ text: part, isolated: false }]
            : [{ text: part.slice(0, end), isolated: true }, { text: part.slice(end + 1), isolated: false }];
    });
}
