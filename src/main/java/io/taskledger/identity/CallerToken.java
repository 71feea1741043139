package io.taskledger.identity;

import io.taskledger.kernel.UserId;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

import java.util.Map;
import java.util.Objects;

/** The token of the request that this thread handles, once it has been found good. */
final class CallerToken extends AbstractOAuth2TokenAuthenticationToken<Jwt> {

    private static final long serialVersionUID = 1L;

    private final transient UserId user;

    /** To be made of a token that obeys {@link TokenRules}. */
    CallerToken(Jwt token) {
        super(token, Authorities.of(token));
        user = new UserId(Objects.requireNonNull(token.getSubject(), "sub"));
        setAuthenticated(true);
    }

    UserId user() {
        return user;
    }

    @Override
    public Map<String, Object> getTokenAttributes() {
        return getToken().getClaims();
    }

    /** @throws IllegalStateException where the request came without one, which the filters don't let happen under {@code /api} */
    static CallerToken current() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken token) {
            return token;
        }
        throw new IllegalStateException("there is no caller");
    }
}
