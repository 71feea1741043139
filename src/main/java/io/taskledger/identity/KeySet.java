package io.taskledger.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an issuer has published to check its tokens with: a JWK Set (RFC 7517), as far as it is of use here.
 *
 * @param keys in the order in which they are published; sets in another order are equal
 */
record KeySet(Set<PublishedKey> keys) {

    static final KeySet EMPTY = new KeySet(Set.of());

    /** Keys of one id that are tried for a token: their ids should differ, but need not (RFC 7517, section 4.5). Each costs a check. */
    private static final int MOST_OF_ONE_ID = 16;

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Reads a set. A key that isn't understood, is malformed or ambiguous is left out, as section 5 of the RFC wants: the others are good.
     *
     * @throws ParseException where the text is no JWK Set at all
     */
    static KeySet parse(byte[] json) throws ParseException {
        Set<PublishedKey> keys = new LinkedHashSet<>();
        JwkSetText.members(json).forEach(member -> key(member).ifPresent(keys::add));
        return new KeySet(Collections.unmodifiableSet(keys));
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
                .limit(MOST_OF_ONE_ID)
                .toList();
        return header.getKeyID() == null && fitting.size() > 1 ? List.of() : fitting;
    }

    private static Optional<PublishedKey> key(byte[] member) {
        try {
            JsonNode object = StrictJson.object(member);
            var _ = StrictJson.text(object, "kid"); // no token can name a key by an id that is no text
            @SuppressWarnings("unchecked")
            Map<String, Object> members = JSON.convertValue(object, Map.class);
            return PublishedKey.of(JWK.parse(members));
        } catch (ParseException | JOSEException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
