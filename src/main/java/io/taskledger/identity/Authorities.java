package io.taskledger.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What a token allows beyond its user's own tasks. */
final class Authorities {

    /** To see and to mend how the service does its work; nothing of anyone's tasks. */
    static final String OPERATOR = "operator";

    private static final String ADMIN = "admin";

    private Authorities() {}

    /**
     * Operators have a {@code role} of {@code admin}: as text, in a list, or between commas, as Better Auth writes it; or a
     * {@code scope} of that name, which is between spaces (RFC 8693, section 4.2) or in a list.
     */
    static List<GrantedAuthority> of(Jwt token) {
        boolean admin = names(token.getClaims().get("role"), ",").anyMatch(ADMIN::equals)
                || names(token.getClaims().get("scope"), " ").anyMatch(ADMIN::equals);
        return admin ? List.of(new SimpleGrantedAuthority(OPERATOR)) : List.of();
    }

    private static Stream<String> names(@Nullable Object claim, String separator) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split(separator)).map(String::strip);
            case Collection<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.of();
        };
    }
}
