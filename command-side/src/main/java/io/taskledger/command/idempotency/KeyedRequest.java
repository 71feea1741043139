package io.taskledger.command.idempotency;

import java.util.HexFormat;
import java.util.List;

/**
 * A request that came with a key. Its command carries it as metadata.
 *
 * @param fingerprint of method, path, {@code If-Match} and body as they were sent: the same for a repeat, another for another request
 */
public record KeyedRequest(IdempotencyKey key, String fingerprint) {

    /** Of the metadata. */
    public static final String METADATA = "keyed_request";

    /** @param ifMatch the values of all headers of that name */
    public static KeyedRequest of(IdempotencyKey key, String method, String path, List<String> ifMatch, byte[] body) {
        byte[] digest = new Sha256().add(method).add(path).add(String.join(",", ifMatch)).add(body).bytes();
        return new KeyedRequest(key, HexFormat.of().formatHex(digest));
    }
}
