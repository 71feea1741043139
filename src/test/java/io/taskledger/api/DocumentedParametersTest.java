package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.command.idempotency.KeyedRequest;
import io.taskledger.kernel.Preconditions;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an endpoint takes besides a body is what the OpenAPI document says that it takes. */
@ApplicationTest
class DocumentedParametersTest {

    /** To what it does otherwise, a request that is refused for a parameter does not come. */
    private static final Set<String> WITH_BODY = Set.of("POST /api/tasks", "PUT /api/tasks/{id}", "PATCH /api/tasks/{id}");

    private final Api operator;
    private final RequestMappingHandlerMapping mappings;
    private final JsonNode document;

    DocumentedParametersTest(@Autowired Api api, @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.operator = api.withToken(Tokens.with(claims -> claims.subject("op-" + UUID.randomUUID()).claim("role", "admin")));
        this.mappings = mappings;
        this.document = api.get("/v3/api-docs").expect(200).json();
    }

    @Test
    void path_variables_and_headers_are_those_of_the_handlers() {
        Map<String, Set<String>> taken = new TreeMap<>();
        mappings.getHandlerMethods().forEach((info, handler) -> names(info).forEach(name -> taken.put(name, taken(handler))));
        Map<String, Set<String>> declared = new TreeMap<>();
        operations().forEach(operation -> declared.put(operation.name(), operation.parameters(parameter -> !isOfQuery(parameter))));
        assertThat(declared).isEqualTo(taken);
    }

    /** One without a value counts as left out, where it is known. */
    @Test
    void a_query_parameter_is_known_where_it_is_declared_and_nowhere_else() {
        Predicate<JsonNode> query = DocumentedParametersTest::isOfQuery;
        Set<String> all = operations().flatMap(operation -> operation.parameters(query).stream()).collect(Collectors.toSet());
        assertThat(all).hasSizeGreaterThan(10);
        operations().forEach(operation -> {
            Set<String> known = all.stream().filter(name -> ask(operation, name) != 422).collect(Collectors.toSet());
            assertThat(known).as(operation.name()).isEqualTo(operation.parameters(query));
        });
    }

    @Test
    void every_operation_is_one_that_its_address_allows() {
        assertThat(operations()).hasSizeGreaterThan(20);
        operations().forEach(operation -> {
            String allowed = operator.send("OPTIONS", operation.address(), null).header("Allow").orElse("");
            assertThat(allowed.split(", ?")).as(operation.name()).contains(operation.method());
        });
    }

    /** The head says enough, and ends. */
    private int ask(Operation operation, String parameter) {
        String method = operation.method().equals("GET") ? "HEAD" : operation.method();
        String body = WITH_BODY.contains(operation.name()) ? Json.object("title", "Buy milk") : null;
        return operator.send(method, operation.address() + "?" + parameter.replace("query ", "") + "=", body).status();
    }

    private static Stream<String> names(RequestMappingInfo info) {
        return info.getPatternValues().stream().filter(path -> path.startsWith("/api/"))
                .flatMap(path -> info.getMethodsCondition().getMethods().stream().map(method -> method + " " + path));
    }

    private static Set<String> taken(HandlerMethod handler) {
        List<MethodParameter> parameters = List.of(handler.getMethodParameters());
        boolean command = parameters.stream().anyMatch(parameter -> parameter.getParameterType() == KeyedRequest.class);
        boolean oneTask = parameters.stream().anyMatch(parameter -> parameter.hasParameterAnnotation(PathVariable.class));
        return parameters.stream().flatMap(parameter -> taken(parameter, command, oneTask)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> taken(MethodParameter parameter, boolean command, boolean oneTask) {
        Class<?> type = parameter.getParameterType();
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            return Stream.of("path " + parameter.getParameter().getName());
        } else if (type == KeyedRequest.class) {
            return Stream.of("header Idempotency-Key");
        } else if (type == Preconditions.class) {
            return oneTask ? Stream.of("header If-Match", "header If-None-Match") : Stream.of("header If-None-Match");
        } else if (type == HttpHeaders.class) {
            return command ? Stream.of("header Prefer") : Stream.of(); // others read Accept, which OpenAPI knows as the types of an answer
        }
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        return header == null ? Stream.of() : Stream.of("header " + header.name());
    }

    private Stream<Operation> operations() {
        return document.get("paths").propertyStream().flatMap(path -> path.getValue().propertyStream().map(method -> new Operation(
                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), parameters(method.getValue()))));
    }

    private List<JsonNode> parameters(JsonNode operation) {
        return operation.path("parameters").valueStream().map(this::resolve).toList();
    }

    private JsonNode resolve(JsonNode parameter) {
        return parameter.has("$ref") ? document.at(parameter.get("$ref").stringValue().substring(1)) : parameter;
    }

    private static boolean isOfQuery(JsonNode parameter) {
        return parameter.get("in").stringValue().equals("query");
    }

    private record Operation(String method, String path, List<JsonNode> declared) {

        String name() {
            return method + " " + path;
        }

        String address() {
            return path.replace("{id}", "019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d").replace("{name}", "none");
        }

        Set<String> parameters(Predicate<JsonNode> filter) {
            return declared.stream().filter(filter)
                    .map(parameter -> parameter.get("in").stringValue() + " " + parameter.get("name").stringValue())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
