const WHOLE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const PART = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
const TENTH = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

export function whole(number) {
    return WHOLE.format(number);
}

export function percent(part) {
    return PART.format(part);
}

export function tenths(number) {
    return TENTH.format(number);
}

/** @param {number} seconds in the unit that says it best */
export function duration(seconds) {
    if (seconds < 10) {
        return `${TENTH.format(seconds)} s`;
    }
    if (seconds < 120) {
        return `${WHOLE.format(seconds)} s`;
    }
    return seconds < 7200 ? `${WHOLE.format(seconds / 60)} min` : `${TENTH.format(seconds / 3600)} h`;
}

export function counted(number, one, many = `${one}s`) {
    return `${WHOLE.format(number)} ${number === 1 ? one : many}`;
}
