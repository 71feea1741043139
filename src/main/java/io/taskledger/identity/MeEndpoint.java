package io.taskledger.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MeEndpoint {

    /** The caller, as the token tells. */
    record Me(String id, @Nullable String email, @Nullable String name) {}

    @GetMapping(path = "/api/me", produces = MediaType.APPLICATION_JSON_VALUE)
    Me me() {
        CallerToken token = CallerToken.current();
        return new Me(token.user().value(), text(token, "email"), text(token, "name"));
    }

    private static @Nullable String text(CallerToken token, String claim) {
        return token.getToken().getClaims().get(claim) instanceof String text ? text : null;
    }
}
