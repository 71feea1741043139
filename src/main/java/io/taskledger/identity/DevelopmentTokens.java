package io.taskledger.identity;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import io.taskledger.json.Change;
import io.taskledger.json.JsonFields;
import io.taskledger.kernel.Text;
import io.taskledger.kernel.UserId;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Signs tokens for anyone who asks, in development mode only: elsewhere it is not there. */
@RestController
@Conditional(DevelopmentMode.class)
final class DevelopmentTokens {

    static final String PATH = "/dev/token";

    private static final Logger log = LoggerFactory.getLogger(DevelopmentTokens.class);
    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]");

    /** Beginnings, in lower case, of what proxies and pages of other sites send, and a developer's curl does not. */
    private static final List<String> MARKS = List.of("forwarded", "x-forwarded", "x-original-", "x-real-ip", "x-client-ip", "x-envoy-", "x-amzn-", "fly-", "fastly-", "via", "cf-", "true-client-ip", "origin");

    private final JwtEncoder encoder;

    DevelopmentTokens(TokenSource source) {
        encoder = new NimbusJwtEncoder(new ImmutableSecret<>(((TokenSource.Development) source).secret()));
    }

    record Token(String token) {}

    /** A page of another site that reached us by a name of its own, or someone behind a proxy: neither is a developer at this machine. */
    static final class NotFromThisMachine extends AccessDeniedException {
        private static final long serialVersionUID = 1L;

        NotFromThisMachine() {
            super("Development tokens are for this machine alone: ask at http://localhost, without a proxy between.");
        }
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    Token sign(@RequestBody JsonNode body, HttpServletRequest request) {
        requireThisMachine(request);
        var fields = new JsonFields(body);
        Change<UserId> user = fields.requiredText("user_id", UserId::new);
        Change<@Nullable String> email = fields.textOrNull("email", Text::requireStorable);
        Change<@Nullable String> name = fields.textOrNull("name", Text::requireStorable);
        Change<@Nullable String> role = fields.textOrNull("role", Text::requireStorable);
        fields.check();
        Instant now = Instant.now();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder().subject(user.orElseThrow().value()).issuedAt(now).expiresAt(now.plus(LIFETIME));
        claim(claims, "email", email.or(null));
        claim(claims, "name", name.or(null));
        claim(claims, "role", role.or(null));
        var parameters = JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), claims.build());
        return new Token(encoder.encode(parameters).getTokenValue());
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        log.warn("""

                **********************************************************************
                *  DEVELOPMENT MODE: no issuer and no secret is configured.          *
                *  Anyone on this machine can get a token for any user, by           *
                *  POST {}. The service listens on loopback only.            *
                *  For real users, set BETTER_AUTH_URL or BETTER_AUTH_SECRET.        *
                **********************************************************************""", PATH);
    }

    private static void claim(JwtClaimsSet.Builder claims, String name, @Nullable String value) {
        if (value != null) {
            claims.claim(name, value);
        }
    }

    private static void requireThisMachine(HttpServletRequest request) {
        boolean marked = Collections.list(request.getHeaderNames()).stream()
                .map(header -> header.toLowerCase(Locale.ROOT))
                .anyMatch(header -> MARKS.stream().anyMatch(header::startsWith));
        boolean ownOrigin = String.valueOf(request.getHeader("Origin")).equals("http://" + request.getHeader("Host"));
        if (request.getHeader("Host") == null || !LOOPBACK.contains(request.getServerName()) || (marked && !ownOrigin)) {
            throw new NotFromThisMachine();
        }
    }
}
