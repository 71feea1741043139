/** Words, spaces and signs, each by itself, in whatever script. */
const WORDS = new Intl.Segmenter(undefined, { granularity: "word" });

/** Of the longer text, in characters: where less than that has been kept, it is another text. */
const LEAST_KEPT = 0.3;

/**
 * What became of a text, word by word.
 *
 * @typedef {{kind: "kept" | "removed" | "added", text: string}} Piece
 * @param {string} from
 * @param {string} to
 * @returns {Piece[]} between two that are kept, what is removed comes before what is added
 */
export function difference(from, to) {
    const pieces = inTurn(withoutIslands(inTurn(compared(words(from), words(to)))));
    const kept = pieces.reduce((sum, { kind, text }) => (kind === "kept" ? sum + text.length : sum), 0);
    return kept < LEAST_KEPT * Math.max(from.length, to.length) ? inTurn([["removed", from], ["added", to]]) : pieces;
}

function words(text) {
    return Array.from(WORDS.segment(text), ({ segment }) => segment);
}

/** Both have in common how they begin, how they end, and the longest sequence between. */
function compared(from, to) {
    const end = Math.min(from.length, to.length);
    let head = 0;
    while (head < end && from[head] === to[head]) {
        head++;
    }
    let tail = 0;
    while (tail < end - head && from.at(-1 - tail) === to.at(-1 - tail)) {
        tail++;
    }
    const kept = part => part.map(word => ["kept", word]);
    return [
        ...kept(from.slice(0, head)),
        ...between(from.slice(head, from.length - tail), to.slice(head, to.length - tail)),
        ...kept(from.slice(from.length - tail)),
    ];
}

function between(from, to) {
    const longest = lengths(from, to);
    const steps = [];
    let [i, j] = [0, 0];
    while (i < from.length || j < to.length) {
        if (i < from.length && j < to.length && from[i] === to[j]) {
            steps.push(["kept", from[i]]);
            i++;
            j++;
        } else if (j === to.length || (i < from.length && longest[i + 1][j] >= longest[i][j + 1])) {
            steps.push(["removed", from[i++]]);
        } else {
            steps.push(["added", to[j++]]);
        }
    }
    return steps;
}

/** Of the longest sequence that the two have in common from each pair of places on. */
function lengths(from, to) {
    const longest = Array.from({ length: from.length + 1 }, () => new Uint16Array(to.length + 1));
    for (let i = from.length - 1; i >= 0; i--) {
        for (let j = to.length - 1; j >= 0; j--) {
            longest[i][j] = from[i] === to[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
        }
    }
    return longest;
}

/** A space between two words that were replaced was replaced with them: nobody reads it as kept. */
function withoutIslands(pieces) {
    const isIsland = ({ kind, text }, at) => kind === "kept" && at > 0 && at < pieces.length - 1 && !/[\p{L}\p{N}]/u.test(text);
    return pieces.flatMap((piece, at) => (isIsland(piece, at) ? [["removed", piece.text], ["added", piece.text]] : [[piece.kind, piece.text]]));
}

function inTurn(steps) {
    const pieces = [];
    let [removed, added] = ["", ""];
    const put = (kind, text) => {
        if (text && pieces.at(-1)?.kind === kind) {
            pieces.at(-1).text += text;
        } else if (text) {
            pieces.push({ kind, text });
        }
    };
    const putChanged = () => {
        put("removed", removed);
        put("added", added);
        [removed, added] = ["", ""];
    };
    for (const [kind, word] of steps) {
        if (kind === "kept") {
            putChanged();
            put(kind, word);
        } else if (kind === "removed") {
            removed += word;
        } else {
            added += word;
        }
    }
    putChanged();
    return pieces;
}
