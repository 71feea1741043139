/**
 * Gives the token to send, and is asked before each request.
 *
 * @param refused the token that was just answered with a 401, so that another one is wanted
 */
export type TokenProvider = (refused?: string) => string | Promise<string>;

/** Asks for tokens, and for another one only once, however many requests found the last one refused. */
export class Tokens {
    readonly #provider: TokenProvider;
    readonly #replacements = new Map<string, { token: Promise<string>; settled: number }>();
    #clock = 0;

    constructor(provider: TokenProvider) {
        this.#provider = provider;
    }

    /** When, on a clock of ours: tells {@link instead} which requests were under way while it asked. */
    now(): number {
        return this.#clock;
    }

    async current(): Promise<string> {
        return this.#provider();
    }

    /** @param sent when the request with the refused token was sent */
    async instead(refused: string, sent: number): Promise<string> {
        const known = this.#replacements.get(refused);
        if (known && known.settled > sent) {
            return known.token;
        }
        const asked = { token: this.#ask(refused), settled: Infinity };
        this.#replacements.clear();
        this.#replacements.set(refused, asked);
        try {
            return await asked.token;
        } finally {
            asked.settled = ++this.#clock;
        }
    }

    async #ask(refused: string): Promise<string> {
        return this.#provider(refused);
    }
}
