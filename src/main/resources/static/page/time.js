const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const DATE = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "medium" });

/** As short as can be: the time of a moment today, the day of one this year. */
export function shortly(timestamp) {
    const at = new Date(timestamp);
    const now = new Date();
    if (at.toDateString() === now.toDateString()) {
        return timeOfDay(timestamp);
    }
    return (at.getFullYear() === now.getFullYear() ? DAY : DATE).format(at);
}

/** As a clock shows it. */
export function timeOfDay(timestamp) {
    return CLOCK.format(new Date(timestamp));
}

/** To the second, in the reader's time zone. */
export function exactly(timestamp) {
    return EXACT.format(new Date(timestamp));
}
