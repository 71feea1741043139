/** Whether anybody can see the page. Browsers say that of tabs behind others, of minimised windows and of phones whose screen is off. */

/** Waits until it can be seen. */
export async function seen() {
    while (document.hidden) {
        await new Promise(resolve => document.addEventListener("visibilitychange", resolve, { once: true }));
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
