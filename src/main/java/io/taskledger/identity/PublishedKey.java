package io.taskledger.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A key that the issuer has published, so that tokens can be checked with it.
 *
 * @param id how a token names it ({@code kid}), unless the issuer has named none
 * @param algorithms what it may have signed with: never HS256, for what is published is no secret
 */
record PublishedKey(@Nullable String id, Set<JWSAlgorithm> algorithms, PublicKey key) {

    /** RFC 7518, sections 3.3 and 3.5. */
    private static final int SHORTEST_RSA = 2048;

    /**
     * The key, if tokens may be checked with it. One whose private half is published, too, signs for anyone; one that says that it
     * is for something else is for that.
     */
    static Optional<PublishedKey> of(JWK key) throws JOSEException, GeneralSecurityException {
        boolean forSignatures = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        boolean forChecking = key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY);
        if (key.isPrivate() || !forSignatures || !forChecking) {
            return Optional.empty();
        }
        return switch (key) {
            case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) -> of(key, Ed25519.key(pair.getDecodedX()), JWSAlgorithm.EdDSA);
            case ECKey point when point.getCurve().equals(Curve.P_256) -> of(key, point.toECPublicKey(), JWSAlgorithm.ES256);
            case RSAKey rsa when rsa.size() >= SHORTEST_RSA -> of(key, rsa.toRSAPublicKey(), JWSAlgorithm.RS256, JWSAlgorithm.PS256);
            default -> Optional.empty();
        };
    }

    private static Optional<PublishedKey> of(JWK key, PublicKey checking, JWSAlgorithm... possible) {
        JWSAlgorithm named = key.getAlgorithm() == null ? null : SignatureAlgorithms.named(key.getAlgorithm().getName());
        Set<JWSAlgorithm> algorithms = Set.of(possible).stream()
                .filter(algorithm -> named == null || named.equals(algorithm))
                .collect(Collectors.toUnmodifiableSet());
        return algorithms.isEmpty() ? Optional.empty() : Optional.of(new PublishedKey(key.getKeyID(), algorithms, checking));
    }
}
