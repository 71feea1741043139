/** What a token says of its bearer. The service decides by it; the page only shows by it. */
export function claimsOf(token) {
    try {
        const payload = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
        const bytes = Uint8Array.from(atob(payload), character => character.codePointAt(0));
        return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
        return {};
    }
}

/** Whether the claims make an operator, by the service's own rule. */
export function isOperator({ role, scope }) {
    return names(role, ",").includes("admin") || names(scope, " ").includes("admin");
}

function names(claim, separator) {
    if (typeof claim === "string") {
        return claim.split(separator).map(name => name.trim());
    }
    return Array.isArray(claim) ? claim : [];
}
