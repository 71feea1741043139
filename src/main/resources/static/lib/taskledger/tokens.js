// Made from clients/typescript by `npm run vendor`.
/** Asks for tokens, and for another one only once, however many requests found the last one refused. */
export class Tokens {
    #provider;
    #replacements = new Map();
    #clock = 0;
    constructor(provider) {
        this.#provider = provider;
    }
    /** When, on a clock of ours: tells {@link instead} which requests were under way while it asked. */
    now() {
        return this.#clock;
    }
    async current() {
        return this.#provider();
    }
    /** @param sent when the request with the refused token was sent */
    async instead(refused, sent) {
        const known = this.#replacements.get(refused);
        if (known && known.settled > sent) {
            return known.token;
        }
        const asked = { token: this.#ask(refused), settled: Infinity };
        this.#replacements.clear();
        this.#replacements.set(refused, asked);
        try {
            return await asked.token;
        }
        finally {
            asked.settled = ++this.#clock;
        }
    }
    async #ask(refused) {
        return this.#provider(refused);
    }
}
