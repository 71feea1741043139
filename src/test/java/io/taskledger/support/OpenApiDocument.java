package io.taskledger.support;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** An OpenAPI document that has been read. To read one takes longer than most requests: services that serve the same text share one. */
final class OpenApiDocument {

    private static final String ROOT = "https://contract.example/openapi.json";

    private static final Map<String, OpenApiDocument> READ = new ConcurrentHashMap<>();

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** Those without a parameter come first. */
    private final List<Path> paths;

    private record Path(Pattern pattern, JsonNode methods) {}

    private OpenApiDocument(String text) {
        document = Json.read(text);
        registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder
                .schemas(Map.of(ROOT, document.toString()))
                .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
        paths = document.get("paths").propertyStream()
                .sorted(Comparator.comparing(path -> path.getKey().contains("{")))
                .map(path -> new Path(Pattern.compile(path.getKey().replaceAll("\\{[^}]*}", "[^/]+")), path.getValue()))
                .toList();
    }

    static OpenApiDocument read(String text) {
        return READ.computeIfAbsent(text, OpenApiDocument::new);
    }

    /** @param path without what follows a question mark */
    @Nullable JsonNode operation(String method, String path) {
        return paths.stream()
                .filter(declared -> declared.pattern().matcher(path).matches())
                .findFirst()
                .map(declared -> declared.methods().get(method.toLowerCase(Locale.ROOT)))
                .orElse(null);
    }

    /** What the node refers to, where it is a reference. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? at(node.get("$ref").stringValue().substring(1)) : node;
    }

    JsonNode at(String pointer) {
        return document.at(pointer);
    }

    Schema schema(String reference) {
        return schemas.computeIfAbsent(reference, name -> registry.getSchema(SchemaLocation.of(ROOT + name)));
    }
}
