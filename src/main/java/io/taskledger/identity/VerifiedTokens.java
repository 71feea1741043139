package io.taskledger.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tokens whose signature was found good, by their SHA-256: to check one takes longer than the rest of a query. Each is good for the
 * keys that it was checked with, and forgotten when it expires. The tokens themselves are not kept, and nothing of bad ones.
 */
final class VerifiedTokens {

    /** Characters of all tokens together; what is kept of one takes some times as many bytes. */
    private static final long LARGEST = 4 << 20;

    private final Cache<ByteBuffer, Verified> tokens = Caffeine.newBuilder()
            .maximumWeight(LARGEST)
            .weigher((ByteBuffer _, Verified token) -> token.length)
            .expireAfter(Expiry.creating((ByteBuffer _, Verified token) -> Duration.between(Instant.now(), token.expires)))
            .build();

    private record Verified(KeySet keys, int length, Instant expires, Map<String, Object> headers, Map<String, Object> claims) {}

    /** What is in the token, if it was found good with such keys. */
    Optional<Jwt> find(String token, Predicate<KeySet> keys) {
        @Nullable Verified verified = tokens.getIfPresent(digest(token));
        if (verified == null || !keys.test(verified.keys)) {
            return Optional.empty();
        }
        return Optional.of(Jwt.withTokenValue(token)
                .headers(headers -> headers.putAll(verified.headers))
                .claims(claims -> claims.putAll(verified.claims))
                .build());
    }

    /**
     * Remembers it until it expires.
     *
     * @param token a good one, which has an end
     * @param keys those that were published at the latest when its signature was checked
     */
    void remember(Jwt token, KeySet keys) {
        String text = token.getTokenValue();
        Instant expires = Objects.requireNonNull(token.getExpiresAt(), "exp");
        tokens.put(digest(text), new Verified(keys, text.length(), expires, token.getHeaders(), token.getClaims()));
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
