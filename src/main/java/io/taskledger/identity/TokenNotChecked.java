package io.taskledger.identity;

import org.springframework.security.core.AuthenticationException;

/** A token that may be good, but that can't be checked now, since too many others are being checked: a 503 for this request alone. */
final class TokenNotChecked extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    /** @param reason a clause for the log, which does not depend on the token */
    TokenNotChecked(String reason) {
        super(reason);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
