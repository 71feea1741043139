package io.taskledger.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an issuer has published to check its tokens with: a JWK Set (RFC 7517), as far as it is of use here. */
record KeySet(Set<PublishedKey> keys) {

    static final KeySet EMPTY = new KeySet(Set.of());

    /**
     * Reads one. A key that isn't understood is left out, as section 5 of the RFC wants: the others are good.
     *
     * @throws ParseException where it is no JWK Set at all
     */
    static KeySet parse(String json) throws ParseException {
        Map<String, Object> set = JSONObjectUtils.parse(json);
        Map<String, Object>[] members = set == null ? null : JSONObjectUtils.getJSONObjectArray(set, "keys");
        if (members == null) {
            throw new ParseException("there is no list of keys in it", 0);
        }
        return new KeySet(Arrays.stream(members).map(KeySet::key).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Those that a token with such a header may be signed with. Where it names none, there has to be one alone (OpenID Connect
     * Core, section 10.1): trying each would make a forged token cost as much as all of them.
     */
    List<PublicKey> keysFor(JWSHeader header) {
        List<PublicKey> fitting = keys.stream()
                .filter(key -> key.algorithms().contains(header.getAlgorithm()))
                .filter(key -> header.getKeyID() == null || header.getKeyID().equals(key.id()))
                .map(PublishedKey::key)
                .toList();
        return header.getKeyID() == null && fitting.size() > 1 ? List.of() : fitting;
    }

    private static Optional<PublishedKey> key(@Nullable Map<String, Object> member) {
        if (member == null) {
            return Optional.empty();
        }
        try {
            return PublishedKey.of(JWK.parse(member));
        } catch (ParseException | JOSEException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
