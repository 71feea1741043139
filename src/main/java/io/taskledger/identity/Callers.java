package io.taskledger.identity;

import io.taskledger.kernel.UserId;
import org.springframework.security.core.context.SecurityContextHolder;

import java.util.Optional;

/** Who makes the request of this thread. */
public final class Callers {

    private Callers() {}

    /** The user of the request's token; empty where the request has no good token. */
    public static Optional<UserId> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken token
                ? Optional.of(token.user())
                : Optional.empty();
    }
}
