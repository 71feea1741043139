package io.taskledger.identity;

import io.taskledger.identity.TokenRefused.Kind;
import io.taskledger.refusal.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What has to hold of a token besides its signature and the types of its claims: its times, its issuer and its audience. */
final class TokenRules {

    /** For clocks that differ: how early a token may come. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** Audiences of a token that are shown. */
    private static final int MOST_SHOWN = 3;

    private final @Nullable String issuer;
    private final @Nullable String audience;
    private final Clock clock;

    TokenRules(TokenSource source, Clock clock) {
        this.issuer = source.issuer();
        this.audience = source.audience();
        this.clock = clock;
    }

    /** The first rule that the token breaks, if it breaks one: what was expected and what the token says. */
    Optional<TokenRefused> broken(Jwt token) {
        Instant now = clock.instant();
        Instant expires = Objects.requireNonNull(token.getExpiresAt(), "exp");
        Instant begins = token.getNotBefore();
        if (!now.isBefore(expires)) {
            return refused(Kind.EXPIRED, "The token expired at " + expires + "; it is " + seconds(now) + " here.");
        }
        if (begins != null && begins.isAfter(now.plus(GRACE))) {
            return refused(Kind.NOT_YET_VALID, "The token is not valid before " + begins + "; it is " + seconds(now) + " here.");
        }
        String received = token.getClaimAsString(JwtClaimNames.ISS);
        if (issuer != null && !issuer.equals(received)) {
            return refused(Kind.OTHER_ISSUER, expectation(JwtClaimNames.ISS, received == null ? List.of() : List.of(received), issuer));
        }
        List<String> audiences = Objects.requireNonNullElse(token.getAudience(), List.of());
        if (audience != null && !audiences.contains(audience)) {
            return refused(Kind.OTHER_AUDIENCE, expectation(JwtClaimNames.AUD, audiences, audience));
        }
        return Optional.empty();
    }

    private static Optional<TokenRefused> refused(Kind kind, String reason) {
        return Optional.of(new TokenRefused(kind, reason));
    }

    private static String expectation(String claim, List<String> received, String expected) {
        String shown = received.stream().limit(MOST_SHOWN).map(Shown::of).collect(Collectors.joining(", "));
        String more = received.size() > MOST_SHOWN ? " and " + (received.size() - MOST_SHOWN) + " more" : "";
        return (received.isEmpty() ? "The token has no " + claim : "The " + claim + " of the token is " + shown + more)
                + "; the service expects " + Shown.of(expected) + ".";
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
