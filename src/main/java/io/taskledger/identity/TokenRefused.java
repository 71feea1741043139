package io.taskledger.identity;

import io.taskledger.refusal.Shown;
import org.springframework.security.oauth2.jwt.BadJwtException;

/** A token that is not good: a 401. */
final class TokenRefused extends BadJwtException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why tokens are refused, in the words of the log. */
    enum Kind {
        MALFORMED("it is malformed, or one of its claims has a type or a value that is not taken here"),
        ALGORITHM("its algorithm or its typ is not taken here"),
        UNKNOWN_KEY("no key that is known here may have signed it"),
        BAD_SIGNATURE("its signature is wrong"),
        EXPIRED("it has expired"),
        NOT_YET_VALID("it is not valid yet"),
        OTHER_ISSUER("it is of another issuer"),
        OTHER_AUDIENCE("it is for another audience");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** Whether the sender is told the reason: only where the signature was found good before. */
        boolean isTold() {
            return compareTo(EXPIRED) >= 0;
        }
    }

    TokenRefused(Kind kind) {
        this(kind, kind.words());
    }

    /** @param reason one sentence, of the characters that {@link Shown} allows */
    TokenRefused(Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** One sentence for the sender, if {@link Kind#isTold}, and for the log. */
    String reason() {
        return String.valueOf(getMessage());
    }

    /** Whoever sends bad tokens is not worth a stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
