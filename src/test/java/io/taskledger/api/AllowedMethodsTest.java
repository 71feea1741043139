package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the {@code Allow} header says is what is there, of every address. */
@ApplicationTest
class AllowedMethodsTest {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "PROPFIND");

    private final Api operator;
    private final ApplicationContext application;
    private final int port;

    AllowedMethodsTest(@Autowired Api api, @Autowired ApplicationContext application, @LocalServerPort int port) {
        operator = api.withToken(Tokens.with(claims -> claims.subject("op-" + UUID.randomUUID()).claim("role", "admin")));
        this.application = application;
        this.port = port;
    }

    @Test
    void every_address_names_exactly_the_methods_that_it_does_not_refuse() {
        operator.get("/api/me").expect(200);
        Set<String> addresses = Mappings.of(application).stream().map(mapping -> mapping.pattern())
                .filter(pattern -> !pattern.equals("/**") && !pattern.startsWith("/actuator") && !pattern.equals("/api/changes/stream"))
                .map(AllowedMethodsTest::example).collect(Collectors.toCollection(TreeSet::new));
        addresses.addAll(Set.of("/actuator/prometheus", "/actuator/health/liveness", "/page/app.js", "/lib/taskledger/index.js", "/swagger-ui/index.html"));
        assertThat(addresses).hasSizeGreaterThan(20);
        addresses.forEach(this::expectExact);
    }

    private void expectExact(String address) {
        List<Answer> answers = METHODS.stream().map(method -> operator.send(method, address, null)).toList();
        if (answers.stream().allMatch(answer -> answer.status() == 404)) {
            return; // a folder
        }
        Set<String> there = IntStream.range(0, METHODS.size()).filter(i -> answers.get(i).status() != 405).mapToObj(METHODS::get).collect(Collectors.toSet());
        assertThat(there).as(address).contains("OPTIONS").doesNotContain("TRACE", "FOO", "PROPFIND");
        answers.stream().filter(answer -> answer.status() == 405).forEach(answer -> {
            assertThat(allowed(answer)).as("Allow of %s: %s", address, answer.status()).isEqualTo(there);
            assertThat(answer.body()).as("no echo of a TRACE").doesNotContain("Bearer");
        });
        assertThat(allowed(answers.get(METHODS.indexOf("OPTIONS")))).as("OPTIONS %s", address).isEqualTo(there);
    }

    private static Set<String> allowed(Answer answer) {
        return Set.of(answer.header("Allow").orElse("").split(", ?"));
    }

    private static String example(String pattern) {
        return pattern.replace("{id}", "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d").replace("{name}", "none").replace("/**", "/x").replace("*", "x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "PUT | /api/tasks | GET, HEAD, POST, OPTIONS", "TRACE | /api/tasks | GET, HEAD, POST, OPTIONS", "FOO | /api/tasks | GET, HEAD, POST, OPTIONS",
        "POST | /api/tasks/summary | GET, HEAD, OPTIONS", "DELETE | /api/tasks/summary | GET, HEAD, OPTIONS", "PUT | /api/tasks/summary | GET, HEAD, OPTIONS",
        "TRACE | /api/me | GET, HEAD, OPTIONS", "POST | /api/tasks/019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d | GET, HEAD, PUT, PATCH, DELETE, OPTIONS",
        "HEAD | /api/tasks/019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d/complete | POST, OPTIONS", "TRACE | / | GET, HEAD, OPTIONS", "POST | /page/app.js | GET, HEAD, OPTIONS",
        "DELETE | /api/changes/stream | GET, HEAD, OPTIONS"
    })
    void they_are_listed_in_one_order(String method, String address, String allowed) {
        Answer refused = operator.send(method, address, null).expect(405);
        assertThat(refused.header("Allow")).hasValue(allowed);
    }

    @Test
    void a_trace_needs_a_token_like_any_other_and_is_never_echoed() throws IOException {
        String trace = "TRACE %s HTTP/1.1\r\nHost: a\r\nX-Secret: xyzzy\r\nConnection: close\r\n\r\n";
        Wire.ask(port, trace.formatted("/api/tasks")).expectProblem(401, "unauthenticated");
        assertThat(Wire.ask(port, trace.formatted("/")).expectProblem(405, "method-not-allowed").body()).doesNotContain("xyzzy");
        assertThat(Wire.ask(port, trace.formatted("/nowhere/at/all")).status()).isEqualTo(401);
        assertThat(Wire.ask(port, trace.formatted("/page/nowhere")).status()).isEqualTo(404);
    }
}
