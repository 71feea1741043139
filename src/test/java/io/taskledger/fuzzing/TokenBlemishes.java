package io.taskledger.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import io.taskledger.support.Tokens;

import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/** Tokens that are none. */
final class TokenBlemishes {

    private static final String HEADER = "Authorization";

    static final List<Blemish> ALL = List.of(
            Blemish.always(draft -> {
                draft.removeHeader(HEADER);
                draft.refuse(Stage.TOKEN, 401);
            }),
            Blemish.always(draft -> refuse(draft, draft.dice.of("", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Bearer ..", "Basic YTpi",
                    "Bearer \u00e5", "Bearer " + "A".repeat(4_000)))),
            Blemish.always(draft -> refuse(draft, "Bearer " + altered(draft))),
            Blemish.always(draft -> refuse(draft, "Bearer " + draft.user.token.substring(0, draft.dice.below(draft.user.token.length())))),
            Blemish.always(draft -> refuse(draft, "Bearer " + unsigned(draft.user.id))),
            Blemish.always(draft -> refuse(draft, "Bearer " + Tokens.signed(JWSAlgorithm.HS256, "another-secret-that-has-32-bytes-too",
                    claims -> claims.subject(draft.user.id)))),
            Blemish.always(draft -> refuse(draft, "Bearer " + Tokens.with(claims -> claims
                    .subject(draft.user.id).expirationTime(Date.from(Instant.EPOCH))))),
            Blemish.always(draft -> refuse(draft, "Bearer " + Tokens.with(claims -> claims.subject(draft.dice.of("", " ", "\u3000", "a\0b",
                    "a".repeat(256)))))),
            Blemish.always(draft -> refuse(draft, "Bearer " + Tokens.with(claims -> claims.claim("email", draft.user.id)))));

    private TokenBlemishes() {}

    private static void refuse(Draft draft, String value) {
        draft.setHeader(HEADER, value);
        draft.refuse(Stage.TOKEN, 401);
    }

    /** One bit of it is another. */
    private static String altered(Draft draft) {
        String[] parts = draft.user.token.split("\\.");
        int part = draft.dice.below(3);
        byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
        bytes[draft.dice.below(bytes.length)] ^= (byte) (1 << draft.dice.below(8));
        parts[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return String.join(".", parts);
    }

    private static String unsigned(String user) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8)) + "."
                + encoder.encodeToString(("{\"sub\":\"" + user.replaceAll("[^a-z]", "") + "\",\"exp\":4102444800}").getBytes(UTF_8)) + ".";
    }
}
