package io.taskledger.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A request that is sent again and again, as another user each time.
 *
 * @param path where {@code {id}} stands for a task's id
 * @param body where {@code {n}} stands for a number that is another one each time; empty where the request has none
 */
record Call(String method, String path, String body) {

    private static final String CREATED = "{\"title\": \"Buy milk {n}\", \"description\": \"%s\"}".formatted(SampleEvents.DESCRIPTION);

    static Call get(String path) {
        return new Call("GET", path, "");
    }

    static Call post(String path) {
        return new Call("POST", path, "");
    }

    static Call create() {
        return new Call("POST", "/api/tasks", CREATED);
    }

    static Call rename(String path) {
        return new Call("PATCH", path, "{\"title\": \"Buy oat milk {n}\"}");
    }

    /** The request's bytes (RFC 9112). */
    byte[] bytes(String authority, String token, String id, long n) {
        String content = body.replace("{n}", "" + n);
        String type = content.isEmpty() ? "" : "Content-Type: application/json\r\n";
        return "%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(method, path.replace("{id}", id), authority, token, type, content.length(), content)
                .getBytes(US_ASCII);
    }
}
