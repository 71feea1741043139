// Made from clients/typescript by `npm run vendor`.
/** Waits, or throws the signal's reason as soon as it is given. */
export function pause(millis, signal) {
    return abortable(signal, (resolve) => {
        const timer = setTimeout(resolve, millis);
        return () => clearTimeout(timer);
    });
}
/** What the promise gives, or the signal's reason, whichever comes first. */
export function unlessAborted(promise, signal) {
    promise.catch(() => { }); // where nobody waits for it any more
    return abortable(signal, (resolve, reject) => {
        promise.then(resolve, reject);
        return () => { };
    });
}
/** @param start gives what ends it early */
function abortable(signal, start) {
    return new Promise((resolve, reject) => {
        if (signal?.aborted) {
            reject(signal.reason);
            return;
        }
        const aborted = () => {
            stop();
            reject(signal?.reason);
        };
        const settled = (settle) => (value) => {
            signal?.removeEventListener("abort", aborted);
            settle(value);
        };
        signal?.addEventListener("abort", aborted, { once: true });
        const stop = start(settled(resolve), settled(reject));
    });
}
/**
 * How long to wait before the next attempt, in milliseconds: twice as long each time, and not the same for all clients.
 *
 * @param attempt 0 for the first that failed
 */
export function backOff(attempt, first, most) {
    return Math.min(most, first * 2 ** Math.min(attempt, 20)) * (0.5 + Math.random() / 2);
}
