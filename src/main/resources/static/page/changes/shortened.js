/** Of what was kept beside what was not, in characters, so that a reader sees where it is. */
const BESIDE = 48;

/** Less than that is not worth leaving out. */
const LEAST_LEFT_OUT = 80;

/**
 * A difference without the long stretches in which nothing changed.
 *
 * @param {import("./difference.js").Piece[]} pieces
 * @returns the same where there are none
 */
export function shortened(pieces) {
    const last = pieces.length - 1;
    const short = pieces.map((piece, at) => (piece.kind === "kept" ? { ...piece, text: cut(piece.text, at > 0, at < last) } : piece));
    return short.some((piece, at) => piece.text !== pieces[at].text) ? short : pieces;
}

/** Keeps its beginning, if a change comes before it, and its end, if one comes after. */
function cut(text, after, before) {
    if (text.length < (Number(after) + Number(before)) * BESIDE + LEAST_LEFT_OUT) {
        return text;
    }
    const head = after ? text.slice(0, BESIDE).replace(/\s*\S*$/, " ") : "";
    const tail = before ? text.slice(-BESIDE).replace(/^\S*\s*/, " ") : "";
    return `${head}…${tail}`;
}
