package io.taskledger.identity;

import com.nimbusds.jose.JWSAlgorithm;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What tokens may be signed with (RFC 7518, RFC 8037). */
final class SignatureAlgorithms {

    /** With a key that the issuer has published. */
    static final Set<JWSAlgorithm> PUBLISHED = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.ES256, JWSAlgorithm.RS256, JWSAlgorithm.PS256);

    /** With a published key, or with the secret. */
    static final Set<JWSAlgorithm> ALL =
            Stream.concat(PUBLISHED.stream(), Stream.of(JWSAlgorithm.HS256)).collect(Collectors.toUnmodifiableSet());

    private SignatureAlgorithms() {}

    /** The algorithm that a token or a published key names. {@code Ed25519} is what RFC 9864 calls {@code EdDSA} with that curve. */
    static JWSAlgorithm named(String name) {
        return name.equals(JWSAlgorithm.Ed25519.getName()) ? JWSAlgorithm.EdDSA : JWSAlgorithm.parse(name);
    }
}
