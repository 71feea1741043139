package io.taskledger.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import java.security.Key;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Tells good tokens from others: by their text and their signature, once for each, and by the rules for their claims, each time.
 * Whatever is wrong with a token, or with the issuer's keys, makes a token that isn't good, and no error of the service.
 */
final class TokenDecoder implements JwtDecoder, AutoCloseable {

    private final @Nullable PublishedKeys keys;
    private final TokenSignatures signatures;
    private final SignatureChecks checks = new SignatureChecks();
    private final TokenRules rules;
    private final VerifiedTokens verified;

    TokenDecoder(TokenSource source, @Nullable PublishedKeys keys, VerifiedTokens verified) {
        this.keys = keys;
        this.verified = verified;
        rules = new TokenRules(source, Clock.systemUTC());
        signatures = new TokenSignatures(source.secret(), keys);
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

    /**
     * What is in a good token.
     *
     * @throws TokenRefused where the token is not good
     * @throws TokenNotChecked where that can't be found out now
     */
    @Override
    public Jwt decode(String token) {
        Jwt known = remembered(token).orElseGet(() -> check(token));
        rules.broken(known).ifPresent(TokenDecoder::refuse);
        return known;
    }

    private Optional<Jwt> remembered(String token) {
        return keys == null ? Optional.empty() : verified.find(token, known -> known.equals(keys.current()));
    }

    /** The rule that a token breaks is told after its signature was found good; a key is not asked for where one is broken. */
    private Jwt check(String text) {
        CompactToken token = CompactToken.read(text);
        Jwt claimed = token.jwt();
        boolean breaksRule = rules.broken(claimed).isPresent();
        KeySet keysBefore = knownKeys();
        List<? extends Key> candidates = signatures.keysFor(token, !breaksRule);
        if (TokenSignatures.isCheap(token)) {
            signatures.requireSignedWith(candidates, token);
            return claimed;
        }
        // another request may have brought the same token meanwhile
        return checks.inTurn(token.user(), () -> verified.find(text, knownKeys()::equals).orElseGet(() -> {
            signatures.requireSignedWith(candidates, token);
            if (!breaksRule) {
                verified.remember(claimed, keysBefore);
            }
            return claimed;
        }));
    }

    private KeySet knownKeys() {
        return keys == null ? KeySet.EMPTY : keys.known();
    }

    private static void refuse(TokenRefused refused) {
        throw refused;
    }

    @Override
    public void close() {
        if (keys != null) {
            keys.close();
        }
    }
}
