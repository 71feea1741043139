package io.taskledger.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Contract;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds of every answer, whatever was asked, and by whom. */
final class Lawful {

    /** In what has no text of users. */
    private static final Pattern INSIDES = Pattern.compile(
            "(?i)exception|\\.java\\b|\\b(java|javax|jakarta|org|com|io|net|tools)\\.[a-z]+[.$]|sqlstate|\\bselect\\b|insert into"
                    + "|hibernate|tomcat|axon|jackson|postgres|hikari");

    private final Contract contract;
    private final List<DeclaredOperation> operations;

    Lawful(Contract contract, List<DeclaredOperation> operations) {
        this.contract = contract;
        this.operations = operations;
    }

    /** What the request is of the document's operations; empty where it is none. */
    Optional<DeclaredOperation> operation(Request request) {
        String path = Percent.decode(request.path().replaceFirst("^http://[^/]+", ""));
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && operation.isAt(path))
                .min((one, other) -> Boolean.compare(one.path().contains("{"), other.path().contains("{")));
    }

    /**
     * Holds the answer against the law.
     *
     * @param outside whether any problem is as good as one of the document's
     * @throws AssertionError where it breaks it
     */
    void check(Request request, Answer answer, boolean outside, List<String> secrets) {
        assertThat(answer.status()).as("a request is never to blame for a 5xx").isBetween(200, 499);
        assertThat(answer.header("X-Request-Id").orElse("")).as("X-Request-Id").isNotBlank();
        assertThat(secrets).as("what belongs to others").noneMatch(answer.body()::contains);
        Optional<DeclaredOperation> operation = operation(request);
        if (answer.status() >= 400) {
            checkProblem(request, answer);
        }
        if (answer.status() >= 400 || operation.stream().anyMatch(DeclaredOperation::isForOperators)) {
            assertThat(INSIDES.matcher(answer.body()).find()).as("what the service is made of: %s", answer.body()).isFalse();
        }
        if (operation.isPresent() && !(outside && answer.status() >= 400)) {
            checkDeclared(operation.get(), request, answer);
        } else if (answer.status() < 400) {
            assertThat(isOpen(request, answer)).as("an answer to what the document does not speak of: %.300s", answer.body()).isTrue();
        }
    }

    private void checkDeclared(DeclaredOperation operation, Request request, Answer answer) {
        if (request.method().equals("HEAD")) {
            assertThat(operation.responses()).containsKey(Integer.toString(answer.status()));
            return;
        }
        contract.check(operation.method(), operation.path(), answer);
    }

    private static void checkProblem(Request request, Answer answer) {
        assertThat(answer.header("Content-Type")).as("the type of a problem").hasValue("application/problem+json");
        if (request.method().equals("HEAD")) {
            return;
        }
        JsonNode problem = answer.json();
        assertThat(problem.path("type").asString("")).startsWith("urn:taskledger:problem:");
        assertThat(problem.path("title").asString("")).isNotBlank();
        assertThat(problem.path("status").asInt(0)).isEqualTo(answer.status());
        assertThat(problem.path("detail").asString("")).isNotBlank();
        assertThat(problem.path("instance").isNull()).as("a member without a value").isFalse();
        assertThat(answer.header("X-Request-Id")).hasValue(text(problem.get("request_id")));
    }

    private static String text(@Nullable JsonNode node) {
        return node == null ? "" : node.asString("");
    }

    /** The methods of an address, and what is open to all. */
    private static boolean isOpen(Request request, Answer answer) {
        if (request.method().equals("OPTIONS")) {
            return answer.header("Allow").isPresent() && answer.body().isEmpty();
        }
        String path = Percent.decode(request.path()).toLowerCase(Locale.ROOT);
        return path.equals("/") || Stream.of("/swagger-ui", "/v3/api-docs", "/page/", "/lib/").anyMatch(path::startsWith);
    }
}
