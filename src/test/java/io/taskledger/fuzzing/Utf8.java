package io.taskledger.fuzzing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;

/** Text as the bytes that encode it, each of which is a character. */
final class Utf8 {

    private Utf8() {}

    static String bytes(String text) {
        return bytes(text, UTF_8);
    }

    static String bytes(String text, Charset charset) {
        return new String(text.getBytes(charset), ISO_8859_1);
    }
}
