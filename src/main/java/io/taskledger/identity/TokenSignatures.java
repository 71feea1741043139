package io.taskledger.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import io.taskledger.identity.TokenRefused.Kind;
import org.jspecify.annotations.Nullable;

import java.security.Key;
import java.security.interfaces.EdECPublicKey;
import java.util.List;
import javax.crypto.SecretKey;

/** Checks signatures. The algorithm decides where a token's key comes from, so that nothing published ever keys HS256. */
final class TokenSignatures {

    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
    private final @Nullable SecretKey secret;
    private final @Nullable PublishedKeys published;

    TokenSignatures(@Nullable SecretKey secret, @Nullable PublishedKeys published) {
        this.secret = secret;
        this.published = published;
    }

    /** Whether the signature of a token is cheap to check: some microseconds, where those with published keys may take milliseconds. */
    static boolean isCheap(CompactToken token) {
        return token.header().getAlgorithm().equals(JWSAlgorithm.HS256);
    }

    /**
     * The keys that may have signed the token.
     *
     * @param ask whether the issuer is asked where none is known: not for a token that is refused anyway
     * @throws TokenRefused where there are none
     * @throws TokenNotChecked where the issuer would have to be asked, and too many are waiting for that
     */
    List<? extends Key> keysFor(CompactToken token, boolean ask) {
        List<? extends Key> keys = isCheap(token) ? secret() : published(token, ask);
        if (keys.isEmpty()) {
            throw new TokenRefused(Kind.UNKNOWN_KEY);
        }
        return keys;
    }

    /** @throws TokenRefused where none of the keys has signed the token */
    void requireSignedWith(List<? extends Key> keys, CompactToken token) {
        if (keys.stream().noneMatch(key -> isSignedWith(key, token))) {
            throw new TokenRefused(Kind.BAD_SIGNATURE);
        }
    }

    private List<? extends Key> secret() {
        return secret == null ? List.of() : List.of(secret);
    }

    private List<? extends Key> published(CompactToken token, boolean ask) {
        if (published == null) {
            return List.of();
        }
        return ask ? published.keysFor(token.header()) : published.current().keysFor(token.header());
    }

    private boolean isSignedWith(Key key, CompactToken token) {
        try {
            JWSVerifier verifier =
                    key instanceof EdECPublicKey ed25519 ? new Ed25519(ed25519) : verifiers.createJWSVerifier(token.header(), key);
            return verifier.verify(token.header(), token.signed(), token.signature());
        } catch (JOSEException e) {
            return false; // of a form that no signature of that algorithm has
        }
    }
}
