package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.TaskLedger;
import io.taskledger.api.Mappings.Mapping;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.TestPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whatever Spring would hand a request to is closed to whoever has no good token, and to other users, unless it is listed here.
 * Nobody has to remember a new endpoint: it is walked as soon as it is mapped.
 */
@ApplicationTest
class EveryMappingTest {

    /** What the contract opens, and why. */
    private static final Map<String, String> OPEN = Map.ofEntries(
            Map.entry("/actuator/health/liveness", "who keeps the service alive has no token; it says up or down and nothing more"),
            Map.entry("/actuator/health/readiness", "nor has who sends it requests"),
            Map.entry("/actuator/prometheus", "nor has who collects metrics, which hold nothing of any user"),
            Map.entry("/v3/api-docs", "the contract is public"),
            Map.entry("/v3/api-docs.yaml", "the same"),
            Map.entry("/swagger-ui.html", "the way to Swagger UI"),
            Map.entry("/swagger-ui/**", "its files"),
            Map.entry("/", "the page, which holds nothing before someone signs in"),
            Map.entry("/page/**", "its files, and how one signs in here"),
            Map.entry("/lib/**", "the libraries that it uses"));

    private static final Map<String, String> OPEN_IN_DEVELOPMENT = Map.of("/dev/token", "it makes tokens for made-up users");

    /** What filters would answer without a mapping, were they there: those of Spring Security that come by themselves or by a starter. */
    private static final List<String> OFFERED_BY_FILTERS = List.of("/login", "/logout", "/error", "/oauth2/token", "/oauth2/jwks",
            "/.well-known/oauth-protected-resource", "/.well-known/openid-configuration", "/webauthn/register", "/default-ui.css");

    /** What those answer who may is never at its end: whose it is, is tested where that is read. */
    private static final Set<String> ENDLESS = Set.of("/api/changes/stream");

    private static final List<String> VERBS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO");
    private static final String SECRET = "Ann's secret";

    private final Api api;
    private final ApplicationContext application;

    EveryMappingTest(@Autowired Api api, @Autowired ApplicationContext application) {
        this.api = api;
        this.application = application;
    }

    @Test
    void nothing_is_reachable_that_the_contract_does_not_open() {
        new Walk(api, api.asSomeone(), api.asSomeone(), OPEN).through(application);
    }

    @Test
    void nor_is_it_in_development_mode_but_for_the_making_of_tokens() {
        try (ConfigurableApplicationContext development = SpringApplication.run(TaskLedger.class, "--DATABASE_URL=" + TestPostgres.newDatabase(), "--PORT=0")) {
            Api here = Api.on(() -> development.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            Map<String, String> open = new HashMap<>(OPEN);
            open.putAll(OPEN_IN_DEVELOPMENT);
            new Walk(here, developer(here, "ann"), developer(here, "bob"), open).through(development);
            assertThat(here.get("/v3/api-docs").expect(200).json().get("paths").propertyNames()).as("what is documented").containsAll(OPEN_IN_DEVELOPMENT.keySet());
        }
    }

    private static Api developer(Api api, String user) {
        return api.withToken(api.post("/dev/token", Json.object("user_id", user)).expect(200).json().get("token").stringValue());
    }

    private record Walk(Api api, Api ann, Api bob, Map<String, String> open) {

        void through(ApplicationContext application) {
            Answer secret = ann.post("/api/tasks", Json.object("title", SECRET, "description", SECRET)).expect(201);
            Set<Mapping> mappings = Mappings.of(application);
            assertThat(mappings).extracting(Mapping::pattern).contains("/api/tasks/{id}", "/api/admin/projections", "/actuator/prometheus", "/swagger-ui/**", "/**");

            mappings.forEach(mapping -> {
                String path = example(mapping.pattern(), secret.id());
                if (isOpen(path)) {
                    VERBS.forEach(verb -> expectNoFailure(api, verb, path));
                } else {
                    VERBS.forEach(verb -> expectClosed(verb, path));
                    VERBS.stream().filter(verb -> !(verb.equals("GET") && ENDLESS.contains(path))).forEach(verb -> expectNothingOfAnns(mapping, verb, path));
                }
            });
            OFFERED_BY_FILTERS.forEach(path -> VERBS.forEach(verb -> expectClosed(verb, path)));
            open.keySet().forEach(pattern -> expectOpen(mappings, example(pattern, secret.id())));
            assertThat(ann.get(secret.path()).expect(200).body()).as("nothing was done to it").isEqualTo(secret.body());
        }

        private void expectClosed(String verb, String path) {
            for (Api nobody : List.of(api, api.withToken("nonsense"), api.with("Authorization", "Basic YW5uOmFubg=="))) {
                assertThat(send(nobody, verb, path).status()).as("%s %s without a good token", verb, path).isEqualTo(401);
            }
        }

        private void expectNothingOfAnns(Mapping mapping, String verb, String path) {
            Answer answer = expectNoFailure(bob, verb, path);
            assertThat(answer.body()).as("%s %s as another user", verb, path).doesNotContain(SECRET);
            if (path.startsWith("/api/admin/") || path.startsWith("/actuator/")) {
                assertThat(answer.status()).as("%s %s as no operator", verb, path).isEqualTo(403);
            } else if (path.contains("/tasks/") && mapping.pattern().contains("{") && mapping.verbs().contains(verb)) {
                answer.expectProblem(403, "not-the-owner");
            }
        }

        /** And not by what is mapped to every address alone. */
        private void expectOpen(Set<Mapping> mappings, String path) {
            assertThat(api.get(path).status()).as(path).isNotIn(401, 403);
            assertThat(mappings).as("what is listed as open is there: %s", path)
                    .anyMatch(mapping -> !mapping.pattern().equals("/**") && matches(mapping.pattern(), path));
        }

        private static Answer expectNoFailure(Api caller, String verb, String path) {
            Answer answer = send(caller, verb, path);
            assertThat(answer.status()).as("%s %s: %s", verb, path, answer.body()).isLessThan(500);
            return answer;
        }

        private static Answer send(Api caller, String verb, String path) {
            return caller.send(verb, path, Set.of("POST", "PUT", "PATCH").contains(verb) ? Json.object("title", "Bob's") : null);
        }

        private boolean isOpen(String path) {
            return open.keySet().stream().anyMatch(pattern -> matches(pattern, path));
        }

        private static boolean matches(String pattern, String path) {
            return PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path));
        }

        private static String example(String pattern, String task) {
            String path = pattern.replace("{id}", task).replace("{name}", "tasks").replace("/**", "/x/y").replace("*", "x");
            assertThat(path).as("whoever adds another variable says here what it may be").doesNotContain("{", "?");
            return path;
        }
    }
}
