package io.taskledger.identity;

import io.taskledger.kernel.InvalidValue;
import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import tools.jackson.databind.JsonNode;

import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The claims of a token that decide something here, each held to its JSON type. One that is null counts as left out. */
final class TokenClaims {

    /** In seconds since 1970: the end of the year 9999, the last that RFC 3339 can write. */
    private static final double LATEST = 253_402_300_799.0;

    private static final double NANOS_PER_SECOND = 1e9;

    private TokenClaims() {}

    /**
     * Reads {@code sub}, {@code exp}, {@code nbf}, {@code iss}, {@code aud}, {@code role}, {@code scope}, {@code email} and
     * {@code name}; nothing of the others is kept.
     *
     * @throws ParseException where one of these, or {@code iat}, is of another type or out of range, or is a string that holds U+0000 or an
     *     unpaired surrogate; where there is no {@code sub} that can be a user, or no {@code exp}
     */
    static Map<String, Object> read(JsonNode claims) throws ParseException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put(JwtClaimNames.SUB, user(StrictJson.text(claims, JwtClaimNames.SUB)));
        all.put(JwtClaimNames.EXP, required(time(claims, JwtClaimNames.EXP)));
        all.put(JwtClaimNames.NBF, time(claims, JwtClaimNames.NBF));
        all.put(JwtClaimNames.ISS, StrictJson.text(claims, JwtClaimNames.ISS));
        all.put(JwtClaimNames.AUD, asList(textOrTexts(claims, JwtClaimNames.AUD)));
        all.put("role", textOrTexts(claims, "role"));
        all.put("scope", textOrTexts(claims, "scope"));
        all.put("email", StrictJson.text(claims, "email"));
        all.put("name", StrictJson.text(claims, "name"));
        time(claims, JwtClaimNames.IAT); // decides nothing: only its type is asked for
        Map<String, Object> present = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return Map.copyOf(present);
    }

    private static @Nullable Object textOrTexts(JsonNode object, String name) throws ParseException {
        JsonNode value = object.path(name);
        if (!value.isArray()) {
            return StrictJson.text(object, name);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            texts.add(StrictJson.text(element));
        }
        return List.copyOf(texts);
    }

    private static @Nullable Object asList(@Nullable Object textOrTexts) {
        return textOrTexts instanceof String text ? List.of(text) : textOrTexts;
    }

    /** A NumericDate (RFC 7519, section 2) from 1970 to the year 9999. */
    private static @Nullable Instant time(JsonNode object, String name) throws ParseException {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        double seconds = value.isNumber() ? value.numberValue().doubleValue() : Double.NaN;
        if (!(seconds >= 0 && seconds <= LATEST)) { // nor NaN
            throw new ParseException("not a time in seconds since 1970", 0);
        }
        long whole = (long) seconds;
        return Instant.ofEpochSecond(whole, (long) ((seconds - whole) * NANOS_PER_SECOND));
    }

    private static String user(@Nullable String sub) throws ParseException {
        try {
            return new UserId(required(sub)).value();
        } catch (InvalidValue e) {
            throw new ParseException("no sub that can be a user", 0);
        }
    }

    private static <T> T required(@Nullable T value) throws ParseException {
        if (value == null) {
            throw new ParseException("a claim is missing", 0);
        }
        return value;
    }
}
