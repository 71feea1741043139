/** Whether anybody can see the page. Browsers say that of tabs behind others, of minimised windows and of phones whose screen is off. */

/**
 * Waits until it can be seen.
 *
 * @param {AbortSignal} signal once it is aborted the wait never ends, and the page keeps nothing of who waits
 */
export async function seen(signal) {
    while (document.hidden) {
        await new Promise(resolve => document.addEventListener("visibilitychange", resolve, { once: true, signal }));
    }
}

/**
 * Aborts what is given once nobody could see it for so many milliseconds together.
 *
 * @param {AbortController} what
 * @returns {() => void} ends it
 */
export function abortWhenUnseen(what, millis) {
    let timer;
    const look = () => {
        clearTimeout(timer);
        if (document.hidden) {
            timer = setTimeout(() => what.abort(), millis);
        }
    };
    document.addEventListener("visibilitychange", look);
    look();
    return () => {
        clearTimeout(timer);
        document.removeEventListener("visibilitychange", look);
    };
}
