package io.taskledger.page;

import org.springframework.core.io.Resource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** An {@code ETag} that follows from what is in a file. It is weak, since Tomcat compresses nothing that has a strong one. */
public final class ContentTag {

    private static final int BYTES = 16;

    private ContentTag() {}

    public static String of(Resource file) {
        try {
            return of(file.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String of(byte[] content) {
        return "W/\"" + name(content) + "\"";
    }

    /** Of letters, digits, {@code -} and {@code _}. */
    static String name(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256(content), BYTES));
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
