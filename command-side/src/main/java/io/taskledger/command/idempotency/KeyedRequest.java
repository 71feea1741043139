package io.taskledger.command.idempotency;

import java.util.HexFormat;
import java.util.List;

/**
 * A request that came with a key. Its command carries it as metadata.
 *
 * @param fingerprint of method, path, {@code If-Match}, {@code If-None-Match} and body as they were sent: the same for a repeat, another
 *     for another request
 */
public record KeyedRequest(IdempotencyKey key, String fingerprint) {

    /** Of the metadata. */
    public static final String METADATA = "keyed_request";

    /**
     * Neither {@code Prefer} nor {@code Content-Type} is part of the fingerprint: they change when a request is answered, and how its body
     * is named, but not what it does. Without {@code If-None-Match} the fingerprint is the one that releases before it made, so that their
     * keys go on to be known.
     *
     * @param ifMatch the values of all headers of that name
     * @param ifNoneMatch the values of all headers of that name
     */
    public static KeyedRequest of(
            IdempotencyKey key, String method, String path, List<String> ifMatch, List<String> ifNoneMatch, byte[] body) {
        Sha256 digest = new Sha256().add(method).add(path).add(String.join(",", ifMatch)).add(body);
        if (!ifNoneMatch.isEmpty()) {
            digest.add(String.join(",", ifNoneMatch));
        }
        return new KeyedRequest(key, HexFormat.of().formatHex(digest.bytes()));
    }
}
