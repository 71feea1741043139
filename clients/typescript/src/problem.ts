/** A value that was refused, and why. */
export interface Violation {
    /** The field, parameter or header; empty for the body as a whole. */
    field: string;
    message: string;
}

const KINDS = "urn:taskledger:problem:";

/** What the service refused, as it said it (RFC 9457); or another's answer with an error status, told in the same way. */
export class ProblemError extends Error {
    override readonly name = "ProblemError";
    /** 0 where it was a redirect, which browsers tell no more of. */
    readonly status: number;
    /** A URI, which never changes; `about:blank` where another than the service answered. */
    readonly type: string;
    readonly title: string;
    /** A sentence for a person. */
    readonly detail: string;
    /** As in `X-Request-Id`; empty where the answer had none. */
    readonly requestId: string;
    /** The parts that are wrong; empty where none are. */
    readonly errors: readonly Violation[];
    /** Seconds, where the answer says when to come again. */
    declare readonly retryAfter?: number;

    constructor(response: Response, body: string) {
        const said = membersOf(body);
        const title = textOf(said["title"]) ?? (response.statusText || titleOf(response));
        const detail = textOf(said["detail"]) ?? "";
        super(detail || title);
        this.status = response.status;
        this.type = textOf(said["type"]) ?? "about:blank";
        this.title = title;
        this.detail = detail;
        this.requestId = textOf(said["request_id"]) ?? response.headers.get("X-Request-Id") ?? "";
        this.errors = Array.isArray(said["errors"]) ? said["errors"].map(violationOf) : [];
        const retryAfter = secondsUntilRetry(response.headers.get("Retry-After"));
        if (retryAfter !== undefined) {
            this.retryAfter = retryAfter;
        }
    }

    /** Whether it is of this kind of the service's, such as `version-mismatch`. */
    is(kind: string): boolean {
        return this.type === KINDS + kind;
    }
}

/** Nothing came, or not all of it; `cause` says why, as far as that is known. */
export class NetworkError extends Error {
    override readonly name = "NetworkError";

    constructor(message: string, cause?: unknown) {
        super(message, { cause });
    }
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function secondsUntilRetry(value: string | null): number | undefined {
    if (value === null) {
        return undefined;
    }
    if (/^\d+$/.test(value)) {
        return Number(value);
    }
    const date = Date.parse(value);
    return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

function titleOf(response: Response): string {
    return response.type === "opaqueredirect" ? "Redirected" : `Status ${response.status}`;
}

function membersOf(body: string): Record<string, unknown> {
    try {
        return asMembers(JSON.parse(body));
    } catch {
        return {};
    }
}

function asMembers(value: unknown): Record<string, unknown> {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function violationOf(value: unknown): Violation {
    const { field, message } = asMembers(value);
    return { field: textOf(field) ?? "", message: textOf(message) ?? "" };
}

function textOf(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}
