package io.taskledger.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The service's OpenAPI document, as a promise: every answer of a documented endpoint is one that it declares. */
public final class Contract {

    private static final Set<String> OPTIONAL_HEADERS = Set.of("Preference-Applied", "Idempotency-Replayed", "Accept-Encoding");

    private final Supplier<String> source;
    private @Nullable OpenApiDocument document;

    /** @param source gives the document, once it is asked for */
    public Contract(Supplier<String> source) {
        this.source = source;
    }

    /** Holds the answer against what the operation declares; where nothing is declared for the path and method, it has nothing to say. */
    public Answer check(String method, String path, Answer answer) {
        JsonNode operation = document().operation(method, path.replaceAll("\\?.*", ""));
        if (operation != null) {
            JsonNode response = document().resolve(operation.path("responses").path(Integer.toString(answer.status())));
            assertThat(response.isMissingNode())
                    .as("%s %s is documented to answer %s", method, path, answer.status())
                    .isFalse();
            checkBody(response, answer);
            response.path("headers").propertyStream().forEach(header -> checkHeader(header.getKey(), answer));
            assertThat(undeclared(response, answer)).as("headers that %s %s does not declare for %s", method, path, answer.status()).isEmpty();
        }
        return answer;
    }

    private void checkBody(JsonNode response, Answer answer) {
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as("a body that is not documented").isEmpty();
            return;
        }
        String type = answer.header("Content-Type").orElse("none");
        assertThat(content.propertyNames()).as("documented types").contains(type);
        if (type.equals("text/event-stream")) {
            return; // a text, whose form is the standard's
        }
        String reference = content.get(type).get("schema").get("$ref").stringValue();
        List<Error> errors = document().schema(reference).validate(answer.json());
        assertThat(errors).as(answer.body()).isEmpty();
    }

    private static void checkHeader(String name, Answer answer) {
        assertThat(OPTIONAL_HEADERS.contains(name) || answer.header(name).isPresent()).as("the documented header %s", name).isTrue();
    }

    /** Of those headers that the document knows, but for the one that every answer has. */
    private List<String> undeclared(JsonNode response, Answer answer) {
        return document().at("/components/headers").propertyNames().stream()
                .filter(name -> !name.equals("X-Request-Id") && !response.path("headers").has(name) && answer.header(name).isPresent())
                .toList();
    }

    private synchronized OpenApiDocument document() {
        if (document == null) {
            document = OpenApiDocument.read(source.get());
        }
        return document;
    }
}
