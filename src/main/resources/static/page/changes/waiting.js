/** Waits so long, in milliseconds. */
export function pause(milliseconds) {
    return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/** How long to wait before the next attempt, in milliseconds: twice as long each time. */
export function backOff(attempt, first, most) {
    return Math.min(most, first * 2 ** Math.min(attempt, 20));
}
