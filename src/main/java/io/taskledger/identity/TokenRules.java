package io.taskledger.identity;

import io.taskledger.kernel.InvalidValue;
import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What has to hold of a token besides its signature. */
final class TokenRules {

    private TokenRules() {}

    static OAuth2TokenValidator<Jwt> of(TokenSource source, Clock clock) {
        List<OAuth2TokenValidator<Jwt>> rules = new ArrayList<>();
        rules.add(token -> check(token.getExpiresAt() != null && clock.instant().isBefore(token.getExpiresAt()), "the token has expired"));
        rules.add(new JwtTimestampValidator()); // nbf, with a minute's grace for clocks that differ
        rules.add(token -> check(isUser(token.getSubject()), "the token has no sub that can be a user"));
        if (source.issuer() != null) {
            rules.add(new JwtClaimValidator<Object>(JwtClaimNames.ISS, issuer -> issuer != null && issuer.toString().equals(source.issuer())));
        }
        if (source.audience() != null) {
            rules.add(new JwtClaimValidator<List<String>>(JwtClaimNames.AUD, audience -> audience != null && audience.contains(source.audience())));
        }
        return new DelegatingOAuth2TokenValidator<>(rules);
    }

    private static boolean isUser(@Nullable String subject) {
        try {
            return subject != null && new UserId(subject).value().equals(subject);
        } catch (InvalidValue e) {
            return false;
        }
    }

    private static OAuth2TokenValidatorResult check(boolean holds, String otherwise) {
        return holds
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, otherwise, null));
    }
}
