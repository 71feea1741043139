package io.taskledger.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Percent-encoding (RFC 3986, section 2.1). */
final class Percent {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Percent() {}

    static String encode(String text) {
        return encode(text.getBytes(UTF_8));
    }

    static String encode(byte[] bytes) {
        var encoded = new StringBuilder();
        for (byte each : bytes) {
            encoded.append(UNRESERVED.indexOf(each) >= 0 ? String.valueOf((char) each) : "%%%02X".formatted(each));
        }
        return encoded.toString();
    }

    /** What a path means; as it is where that is nothing. */
    static String decode(String path) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) != '%') {
                bytes.write(path.charAt(i));
            } else if (path.substring(i).matches("(?s)%\\p{XDigit}{2}.*")) {
                bytes.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                return path;
            }
        }
        return bytes.toString(UTF_8);
    }
}
