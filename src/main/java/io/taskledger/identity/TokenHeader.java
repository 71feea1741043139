package io.taskledger.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.taskledger.identity.TokenRefused.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.text.ParseException;
import java.util.Locale;
import java.util.Set;

/** What the header of a token says about its signature. A key or an address that it holds is never looked at. */
final class TokenHeader {

    /**
     * What a token may say that it is. Issuers sign other things with the same keys: Better Auth the cookies of its sessions, others
     * notices of logouts (RFC 8725, section 3.11).
     */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private TokenHeader() {}

    /**
     * The algorithm and the key's id.
     *
     * @throws ParseException where {@code alg}, {@code kid} or {@code typ} is not a string, or holds U+0000 or an unpaired surrogate
     * @throws TokenRefused where the algorithm or the type is none that is taken here, or the header asks for an extension
     *     (RFC 7515, section 4.1.11)
     */
    static JWSHeader read(JsonNode header) throws ParseException {
        String name = StrictJson.text(header, "alg");
        String type = StrictJson.text(header, "typ");
        String key = StrictJson.text(header, "kid");
        if (name == null) {
            throw new ParseException("no alg", 0);
        }
        JWSAlgorithm algorithm = SignatureAlgorithms.named(name);
        if (!SignatureAlgorithms.ALL.contains(algorithm) || !isToken(type) || asksForMore(header)) {
            throw new TokenRefused(Kind.ALGORITHM);
        }
        return new JWSHeader.Builder(algorithm).keyID(key).build();
    }

    private static boolean isToken(@Nullable String type) {
        return type == null || TYPES.contains(type.toLowerCase(Locale.ROOT));
    }

    private static boolean asksForMore(JsonNode header) {
        JsonNode encoded = header.path("b64");
        return header.has("crit") || !(encoded.isMissingNode() || encoded.isNull() || (encoded.isBoolean() && encoded.booleanValue()));
    }
}
