package io.taskledger.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The service's OpenAPI document, as a promise: every answer of a documented endpoint is one that it declares. */
public final class Contract {

    private static final String ROOT = "https://contract.example/openapi.json";

    private static final Set<String> OPTIONAL_HEADERS = Set.of("Preference-Applied", "Idempotency-Replayed", "Accept-Encoding");

    private final Supplier<String> source;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private @Nullable JsonNode document;
    private @Nullable SchemaRegistry registry;

    /** @param source gives the document, once it is asked for */
    public Contract(Supplier<String> source) {
        this.source = source;
    }

    /** Holds the answer against what the operation declares; where nothing is declared for the path and method, it has nothing to say. */
    public Answer check(String method, String path, Answer answer) {
        JsonNode operation = operation(method, path.replaceAll("\\?.*", ""));
        if (operation != null) {
            JsonNode response = resolve(operation.path("responses").path(Integer.toString(answer.status())));
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
        List<Error> errors = schemas.computeIfAbsent(reference, this::schema).validate(answer.json());
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

    private Schema schema(String reference) {
        JsonNode openApi = document();
        if (registry == null) {
            registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder
                    .schemas(Map.of(ROOT, openApi.toString()))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
        }
        return registry.getSchema(SchemaLocation.of(ROOT + reference));
    }

    private @Nullable JsonNode operation(String method, String path) {
        return document().get("paths").propertyStream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
                .sorted((one, other) -> Boolean.compare(one.getKey().contains("{"), other.getKey().contains("{")))
                .findFirst()
                .map(entry -> entry.getValue().get(method.toLowerCase(Locale.ROOT)))
                .orElse(null);
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document().at(node.get("$ref").stringValue().substring(1)) : node;
    }

    private synchronized JsonNode document() {
        if (document == null) {
            document = Json.read(source.get());
        }
        return document;
    }
}
