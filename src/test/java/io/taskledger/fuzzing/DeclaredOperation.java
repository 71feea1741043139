package io.taskledger.fuzzing;

import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An operation of an OpenAPI document, its references resolved.
 *
 * @param path with names in braces where values go
 * @param bodies the schema of the body, by media type; empty where it takes none
 * @param responses by status
 */
record DeclaredOperation(
        String id, String method, String path, List<JsonNode> parameters, Map<String, JsonNode> bodies, Map<String, JsonNode> responses) {

    private static final Pattern NAME = Pattern.compile("\\{([^}]*)}");

    /** Those that are answered as a whole. A stream that goes on for ever has tests of its own. */
    static List<DeclaredOperation> of(JsonNode document) {
        return document.get("paths").propertyStream()
                .flatMap(path -> path.getValue().propertyStream().map(method -> read(document, path.getKey(), method.getKey(), method.getValue())))
                .filter(operation -> !operation.answersIn().equals(Set.of("text/event-stream")))
                .toList();
    }

    private static DeclaredOperation read(JsonNode document, String path, String method, JsonNode node) {
        Map<String, JsonNode> bodies = new TreeMap<>();
        node.path("requestBody").path("content").propertyStream()
                .forEach(type -> bodies.put(type.getKey(), resolve(document, type.getValue().get("schema"))));
        Map<String, JsonNode> responses = new TreeMap<>();
        node.get("responses").propertyStream().forEach(response -> responses.put(response.getKey(), resolve(document, response.getValue())));
        return new DeclaredOperation(
                node.get("operationId").stringValue(),
                method.toUpperCase(Locale.ROOT),
                path,
                node.path("parameters").valueStream().map(parameter -> resolve(document, parameter)).toList(),
                bodies,
                responses);
    }

    private static JsonNode resolve(JsonNode document, JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        String reference = node.get("$ref").stringValue();
        return document.at(reference.startsWith("#") ? reference.substring(1) : "/components/schemas/" + reference);
    }

    Stream<JsonNode> parameters(String in) {
        return parameters.stream().filter(parameter -> parameter.get("in").stringValue().equals(in));
    }

    boolean takes(String in, String name) {
        return parameters(in).anyMatch(parameter -> parameter.get("name").stringValue().equals(name));
    }

    boolean takesBody() {
        return !bodies.isEmpty();
    }

    boolean isForOperators() {
        return path.startsWith("/api/admin/");
    }

    /** The media types of its success. */
    Set<String> answersIn() {
        return responses.entrySet().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(response -> Set.copyOf(response.getValue().path("content").propertyNames()))
                .findFirst().orElseThrow();
    }

    boolean isAt(String actualPath) {
        return matcher(actualPath).matches();
    }

    /** The values in a path that this operation is at. */
    Map<String, String> values(String actualPath) {
        Map<String, String> values = new HashMap<>();
        Matcher actual = matcher(actualPath);
        if (actual.matches()) {
            List<String> names = NAME.matcher(path).results().map(result -> result.group(1)).toList();
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i), actual.group(i + 1));
            }
        }
        return values;
    }

    private Matcher matcher(String actualPath) {
        return Pattern.compile(NAME.matcher(path).replaceAll("([^/]+)")).matcher(actualPath);
    }
}
