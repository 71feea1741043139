package io.taskledger.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import org.jspecify.annotations.Nullable;

import java.security.Key;
import java.security.interfaces.EdECPublicKey;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * Which keys a token's signature is checked with. Its algorithm decides where they come from, so that nothing published ever keys
 * HS256; a key or an address that the token itself holds is never looked at.
 */
final class TokenSignatures {

    /**
     * What a token may say that it is. Issuers sign other things with the same keys: Better Auth the cookies of its sessions, others
     * notices of logouts (RFC 8725, section 3.11).
     */
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES = new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null);

    private TokenSignatures() {}

    static JWTProcessor<SecurityContext> of(@Nullable SecretKey secret, @Nullable PublishedKeys published) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(TYPES);
        processor.setJWSKeySelector((header, _) -> keysFor(header, secret, published));
        processor.setJWSVerifierFactory(new Verifiers());
        processor.setJWTClaimsSetVerifier(null); // TokenRules see to that
        return processor;
    }

    private static List<? extends Key> keysFor(JWSHeader header, @Nullable SecretKey secret, @Nullable PublishedKeys published) {
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            return List.of(); // it asks for what we don't do
        }
        if (header.getAlgorithm().equals(JWSAlgorithm.HS256)) {
            return secret == null ? List.of() : List.of(secret);
        }
        return published == null ? List.of() : published.keysFor(header);
    }

    private static final class Verifiers extends DefaultJWSVerifierFactory {
        @Override
        public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
            return key instanceof EdECPublicKey ed25519 ? new Ed25519(ed25519) : super.createJWSVerifier(header, key);
        }
    }
}
