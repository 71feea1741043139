package io.taskledger.query.cursor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.kernel.InvalidRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
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
    private static final String EPOCH_END = "\n";

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
     * A cursor for the question that is good for the place's epoch alone. In the first epoch it is as releases made it that knew of no
     * epochs, and are asked with it while an upgrade is rolled out.
     *
     * @param question all that the answer depends on, the user included
     */
    public String seal(List<String> question, Place next) {
        return next.epoch.isEmpty() ? seal(question, next.position) : seal(later(question), next.epoch + EPOCH_END + next.position);
    }

    /**
     * The place that a cursor was made of, whose epoch is still to be compared.
     *
     * @throws InvalidRequest where the cursor was altered, or came from another question or another user
     */
    public Place open(List<String> question, String cursor) {
        String position = unsealed(question, cursor);
        if (position != null) {
            return new Place("", position);
        }
        String later = unsealed(later(question), cursor);
        if (later == null) {
            throw InvalidRequest.notAllowed("cursor", "must be a next_cursor of the same query, unaltered");
        }
        String[] parts = later.split(EPOCH_END, 2);
        return new Place(parts[0], parts[1]);
    }

    /** As it is asked in an epoch after the first. */
    private static List<String> later(List<String> question) {
        return Stream.concat(question.stream(), Stream.of("epoch")).toList();
    }

    /**
     * The position that a cursor of another name was made of.
     *
     * @param must what it must be
     * @throws InvalidRequest where the cursor was altered, or came from another question or another user
     */
    public String open(List<String> question, String cursor, String field, String must) {
        String position = unsealed(question, cursor);
        if (position == null) {
            throw InvalidRequest.notAllowed(field, must);
        }
        return position;
    }

    private @Nullable String unsealed(List<String> question, String cursor) {
        byte[] bytes = decode(cursor);
        int length = Math.max(0, bytes.length - SEAL_LENGTH);
        byte[] content = Arrays.copyOf(bytes, length);
        byte[] seal = Arrays.copyOfRange(bytes, length, bytes.length);
        return MessageDigest.isEqual(seal, sealOf(question, content)) ? new String(content, UTF_8) : null;
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

    /**
     * Where a page begins.
     *
     * @param epoch the name of the event store's epoch in which the page before was read, empty for the first
     * @param position in the order of the list
     */
    public record Place(String epoch, String position) {

        /** @throws CursorOfAnotherEpoch where the page was read in another epoch */
        public void requireEpoch(String current) {
            if (!epoch.equals(current)) {
                throw new CursorOfAnotherEpoch();
            }
        }
    }
}
