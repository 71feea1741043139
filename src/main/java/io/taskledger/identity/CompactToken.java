package io.taskledger.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.taskledger.identity.TokenRefused.Kind;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A token in its compact form (RFC 7515, section 7.1), read once and strictly, before anyone knows who signed it. Libraries read the same
 * bytes in several ways: they mend what is not UTF-8, and write numbers as text, and so two users become one.
 *
 * @param header its algorithm and the id of its key
 * @param claims those that decide something here
 */
record CompactToken(String text, JWSHeader header, Base64URL signature, Map<String, Object> claims) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

    /** @throws TokenRefused where it is not one token in its one form, with a header and claims that can be understood */
    static CompactToken read(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TokenRefused(Kind.MALFORMED);
        }
        try {
            JWSHeader header = TokenHeader.read(StrictJson.object(bytes(form.group(1))));
            Map<String, Object> claims = TokenClaims.read(StrictJson.object(bytes(form.group(2))));
            bytes(form.group(3));
            return new CompactToken(text, header, new Base64URL(form.group(3)), claims);
        } catch (ParseException e) {
            throw new TokenRefused(Kind.MALFORMED);
        }
    }

    /** What the signature is of. */
    byte[] signed() {
        return text.substring(0, text.lastIndexOf('.')).getBytes(US_ASCII);
    }

    String user() {
        return String.valueOf(claims.get(JwtClaimNames.SUB));
    }

    /** As Spring Security knows tokens. */
    Jwt jwt() {
        return Jwt.withTokenValue(text).header("alg", header.getAlgorithm().getName()).claims(all -> all.putAll(claims)).build();
    }

    /** Of the last character of a part, some bits may mean nothing: they have to be zero, so that a token has one form. */
    private static byte[] bytes(String part) throws ParseException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // as one that has another form
        }
        throw new ParseException("not base64url", 0);
    }
}
