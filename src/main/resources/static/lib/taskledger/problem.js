// Made from clients/typescript by `npm run vendor`.
const KINDS = "urn:taskledger:problem:";
/** What the service refused, as it said it (RFC 9457); or another's answer with an error status, told in the same way. */
export class ProblemError extends Error {
    name = "ProblemError";
    /** 0 where it was a redirect, which browsers tell no more of. */
    status;
    /** A URI, which never changes; `about:blank` where another than the service answered. */
    type;
    title;
    /** A sentence for a person. */
    detail;
    /** As in `X-Request-Id`; empty where the answer had none. */
    requestId;
    /** The parts that are wrong; empty where none are. */
    errors;
    constructor(response, body) {
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
    is(kind) {
        return this.type === KINDS + kind;
    }
}
/** Nothing came, or not all of it; `cause` says why, as far as that is known. */
export class NetworkError extends Error {
    name = "NetworkError";
    constructor(message, cause) {
        super(message, { cause });
    }
}
/** RFC 9110, section 10.2.3: seconds, or a date. */
function secondsUntilRetry(value) {
    if (value === null) {
        return undefined;
    }
    if (/^\d+$/.test(value)) {
        return Number(value);
    }
    const date = Date.parse(value);
    return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}
function titleOf(response) {
    return response.type === "opaqueredirect" ? "Redirected" : `Status ${response.status}`;
}
function membersOf(body) {
    try {
        return asMembers(JSON.parse(body));
    }
    catch {
        return {};
    }
}
function asMembers(value) {
    return typeof value === "object" && value !== null ? value : {};
}
function violationOf(value) {
    const { field, message } = asMembers(value);
    return { field: textOf(field) ?? "", message: textOf(message) ?? "" };
}
function textOf(value) {
    return typeof value === "string" ? value : undefined;
}
