const WEEKDAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const LONG_AGO = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SECOND = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

/** From which age on, in seconds, a unit says it best. */
const UNITS = [
    ["year", 31_557_600],
    ["month", 2_629_800],
    ["week", 604_800],
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
];

/** As short as an exact one can be. */
export function toTheSecond(timestamp) {
    return SECOND.format(new Date(timestamp));
}

/**
 * How long ago, in the largest unit that there is one of.
 *
 * @param {number} now in milliseconds
 */
export function ago(timestamp, now) {
    const age = Math.max(0, (now - Date.parse(timestamp)) / 1000);
    const unit = UNITS.find(([, seconds]) => age >= seconds);
    return unit ? RELATIVE.format(-Math.floor(age / unit[1]), unit[0]) : "just now";
}

/** The same for all moments of one day, in the reader's time zone. */
export function dayOf(timestamp) {
    return new Date(timestamp).toDateString();
}

/** @param {string} day as `dayOf` gives it */
export function nameOfDay(day) {
    const date = new Date(day);
    const daysAgo = Math.round((new Date(new Date().toDateString()) - date) / 86_400_000);
    if (daysAgo === 0 || daysAgo === 1) {
        return capitalized(RELATIVE.format(-daysAgo, "day"));
    }
    return (date.getFullYear() === new Date().getFullYear() ? WEEKDAY : LONG_AGO).format(date);
}

function capitalized(text) {
    return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
