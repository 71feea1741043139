import { createClient, NetworkError, Tasks } from "taskledger";
import { Feed } from "./feed.js";
import { claimsOf, isOperator } from "./token.js";

/** Someone who is in, and what they reach the service by. The token is in memory and nowhere else. */
export class Session {
    #token;
    #left = false;

    /**
     * @param {string} token
     * @param {() => Promise<string>} renew gives another token in place of one that was refused
     */
    constructor(token, renew) {
        this.#token = token;
        const claims = claimsOf(token);
        this.user = claims.sub ?? "";
        this.name = claims.name || this.user;
        this.operator = isOperator(claims);
        this.client = createClient({
            token: async refused => {
                if (refused === this.#token) {
                    this.#token = await renew();
                }
                return this.#token;
            },
        });
        this.tasks = new Tasks(this.client);
        this.feed = new Feed(this.tasks);
    }

    close() {
        this.#left = true;
        this.feed.close();
    }

    /** Never ends once they have left: who comes next is told nothing of what was theirs. */
    async stillIn() {
        if (this.#left) {
            await new Promise(() => {});
        }
    }
}

/**
 * A token for a made-up user, in development mode.
 *
 * @throws {NetworkError} where the service does not answer
 */
export async function developmentToken(user, role) {
    const answer = await fetch("/dev/token", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ user_id: user, role: role || undefined }),
    }).catch(() => {
        throw new NetworkError("The service does not answer.");
    });
    const body = await answer.json();
    if (!answer.ok) {
        throw new Error(body.errors?.[0] ? `A user's name ${body.errors[0].message}.` : body.detail);
    }
    return body.token;
}
