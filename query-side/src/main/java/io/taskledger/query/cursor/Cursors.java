package io.taskledger.query.cursor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.kernel.InvalidRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes cursors and reads them back. A cursor is good only for the question that it came from, asked by the same user, and
 * only as it was made: it carries the first 16 bytes of an HMAC-SHA-256 over itself and that question.
 */
@Component
public class Cursors {

    private static final int SEAL_LENGTH = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    Cursors(JdbcClient database) {
        key = new SecretKeySpec(database.sql("select key from cursor_key").query(byte[].class).single(), ALGORITHM);
    }

    /**
     * A cursor for the question.
     *
     * @param question all that the answer depends on, the user included
     * @param position where the next page begins
     */
    public String seal(List<String> question, String position) {
        byte[] content = position.getBytes(UTF_8);
        byte[] cursor = Arrays.copyOf(content, content.length + SEAL_LENGTH);
        System.arraycopy(sealOf(question, content), 0, cursor, content.length, SEAL_LENGTH);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * The position that a cursor was made of.
     *
     * @throws InvalidRequest where the cursor was altered, or came from another question or another user
     */
    public String open(List<String> question, String cursor) {
        return open(question, cursor, "cursor", "must be a next_cursor of the same query, unaltered");
    }

    /**
     * The position that a cursor of another name was made of.
     *
     * @param must what it must be
     * @throws InvalidRequest where the cursor was altered, or came from another question or another user
     */
    public String open(List<String> question, String cursor, String field, String must) {
        byte[] bytes = decode(cursor);
        int length = Math.max(0, bytes.length - SEAL_LENGTH);
        byte[] content = Arrays.copyOf(bytes, length);
        byte[] seal = Arrays.copyOfRange(bytes, length, bytes.length);
        if (!MessageDigest.isEqual(seal, sealOf(question, content))) {
            throw InvalidRequest.notAllowed(field, must);
        }
        return new String(content, UTF_8);
    }

    /** Strict: the unused bits at the end of Base64 have to be zero, too. Nothing, where it is none. */
    private static byte[] decode(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(cursor) ? bytes : new byte[0];
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private byte[] sealOf(List<String> question, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : question) {
                mac.update((part.length() + ":" + part).getBytes(UTF_8));
            }
            return Arrays.copyOf(mac.doFinal(content), SEAL_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
