import { createClient, Tasks } from "taskledger";
import { route } from "./router.js";
import { Session, developmentToken } from "./session.js";
import { Store } from "./store.js";
import { reasonOf } from "./tasks/words.js";

/**
 * Who is in, or how one gets in.
 *
 * @type {Store<{development?: boolean, session?: Session, problem?: string}>}
 */
export const entry = new Store({});

/** Before the service is asked again how one gets in, where it did not say, in milliseconds. */
const PAUSE = 2000;

/** Learns how one gets in here, and lets in whom the address names. */
export async function open() {
    const { development } = await settings();
    if (development) {
        route.subscribe(followAddress);
        await followAddress();
    }
    entry.update({ development });
}

async function settings() {
    for (;;) {
        const answer = await fetch("/page/settings").catch(() => undefined);
        if (answer?.ok) {
            return answer.json();
        }
        await new Promise(resolve => setTimeout(resolve, PAUSE));
    }
}

let attempts = 0;

/** Lets in whoever bears the token, if the service takes it and no other has been tried since. */
export async function enterWithToken(token) {
    const attempt = ++attempts;
    let problem;
    try {
        await new Tasks(createClient({ token: () => token })).me();
    } catch (error) {
        problem = error.status === 401 ? "The service does not accept this token." : reasonOf(error);
    }
    if (attempt !== attempts) {
        return;
    }
    if (problem !== undefined) {
        entry.update({ problem });
    } else {
        const session = new Session(token, () => refused(session));
        letIn(session);
    }
}

/** What one who has left had asked for may be answered when another is in. */
async function refused(session) {
    if (entry.state.session === session) {
        leave("Your token is no longer accepted. Paste a new one to go on.");
    }
    throw new Error("The token is no longer accepted.");
}

/** Forgets who was in. */
export function leave(problem) {
    entry.state.session?.close();
    entry.update({ session: undefined, problem });
}

let named;

/** In development mode, whom the address names is in. */
async function followAddress() {
    const { query } = route.state;
    const user = query.get("user") ?? "";
    const role = query.get("role") ?? "";
    const asked = JSON.stringify([user, role]);
    if (asked === named) {
        return;
    }
    named = asked;
    leave();
    if (user === "") {
        return;
    }
    try {
        const token = await developmentToken(user, role);
        if (named === asked) {
            letIn(new Session(token, () => developmentToken(user, role)));
        }
    } catch (error) {
        if (named === asked) {
            named = undefined;
            entry.update({ problem: reasonOf(error) });
        }
    }
}

function letIn(session) {
    entry.update({ session, problem: undefined });
}
