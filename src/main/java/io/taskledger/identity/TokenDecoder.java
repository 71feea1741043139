package io.taskledger.identity;

import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells good tokens from others: by their signature, once for each, and by the rules for what is in them, each time. Whatever is the
 * matter with one, and with the issuer's keys, is a token that isn't good, and no error of the service.
 */
final class TokenDecoder implements JwtDecoder, AutoCloseable {

    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final @Nullable PublishedKeys keys;
    private final JwtDecoder signatures;
    private final OAuth2TokenValidator<Jwt> rules;
    private final VerifiedTokens verified;

    TokenDecoder(TokenSource source, @Nullable PublishedKeys keys, VerifiedTokens verified) {
        this.keys = keys;
        this.verified = verified;
        rules = TokenRules.of(source, Clock.systemUTC());
        var decoder = new NimbusJwtDecoder(TokenSignatures.of(source.secret(), keys));
        decoder.setJwtValidator(_ -> OAuth2TokenValidatorResult.success()); // the rules are asked here, for those that are known, too
        signatures = decoder;
    }

    static TokenDecoder of(TokenSource source) {
        PublishedKeys keys = source instanceof TokenSource.KeysOfIssuer issuer
                ? new PublishedKeys(new KeySetDownload(issuer.keySet()), PublishedKeys.Pace.USUAL)
                : null;
        return new TokenDecoder(source, keys, new VerifiedTokens());
    }

    /** So that the first caller doesn't wait for the keys, and the log says early when they can't be had; the service starts without. */
    @EventListener(ApplicationReadyEvent.class)
    void fetchKeys() {
        if (keys != null) {
            keys.current();
        }
    }

    @Override
    public Jwt decode(String token) {
        requireCompact(token);
        return keys == null ? requireRules(verify(token)) : decode(token, keys);
    }

    /** A token has one form (RFC 7515, section 7.1): the library would pass over what does not belong there, and see the same token in many. */
    private static void requireCompact(String token) {
        String signature = token.substring(token.lastIndexOf('.') + 1);
        if (!COMPACT.matcher(token).matches() || !Base64URL.encode(new Base64URL(signature).decode()).toString().equals(signature)) {
            throw new BadJwtException("the token is not in its compact form");
        }
    }

    private Jwt decode(String token, PublishedKeys published) {
        Optional<Jwt> remembered = verified.find(token, keysThen -> keysThen.equals(published.current()));
        if (remembered.isPresent()) {
            return requireRules(remembered.get());
        }
        KeySet keysBefore = published.known();
        Jwt good = requireRules(verify(token));
        if (isWorthRemembering(good)) {
            verified.remember(good, keysBefore);
        }
        return good;
    }

    private Jwt verify(String token) {
        try {
            return signatures.decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException e) {
            throw new BadJwtException("the token can't be checked", e); // anything else would be answered as an error of ours
        }
    }

    private Jwt requireRules(Jwt token) {
        OAuth2TokenValidatorResult result = rules.validate(token);
        if (result.hasErrors()) {
            throw new JwtValidationException("the token breaks a rule", result.getErrors());
        }
        return token;
    }

    /** To check HS256 takes little longer than to look a token up. */
    private static boolean isWorthRemembering(Jwt token) {
        return !MacAlgorithm.HS256.getName().equals(token.getHeaders().get("alg"));
    }

    @Override
    public void close() {
        if (keys != null) {
            keys.close();
        }
    }
}
