package io.taskledger.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Identity", description = "Who you are, to this service.")
class MeEndpoint {

    /** The caller, as the token tells. */
    record Me(String id, @Nullable String email, @Nullable String name) {}

    @GetMapping(path = "/api/me", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getMe", summary = "Who you are, from your token")
    Me me() {
        CallerToken token = CallerToken.current();
        return new Me(token.user().value(), text(token, "email"), text(token, "name"));
    }

    private static @Nullable String text(CallerToken token, String claim) {
        return token.getToken().getClaims().get(claim) instanceof String text ? text : null;
    }
}
