package io.taskledger.web;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The OpenAPI document: which endpoints there are, springdoc reads from the code; what their bodies are, stands in
 * {@code openapi.yaml}; which answers each can give, follows from rules that hold for all of them, and stand here.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    /** What each operation answers when it works: a schema of {@code openapi.yaml}. */
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("createTask", "Task"),
            Map.entry("changeTask", "Task"),
            Map.entry("replaceTask", "Task"),
            Map.entry("completeTask", "Task"),
            Map.entry("reopenTask", "Task"),
            Map.entry("restoreTask", "Task"),
            Map.entry("getTask", "Task"),
            Map.entry("listTasks", "TaskPage"),
            Map.entry("summarizeTasks", "TaskSummary"),
            Map.entry("listTaskHistory", "AuditPage"),
            Map.entry("listAudit", "AuditPage"),
            Map.entry("listChanges", "ChangePage"),
            Map.entry("getMe", "Me"),
            Map.entry("listProjections", "Projections"),
            Map.entry("rebuildProjection", "ProjectionJob"),
            Map.entry("getRebuild", "ProjectionJob"),
            Map.entry("verifyProjection", "ProjectionJob"),
            Map.entry("getVerification", "ProjectionJob"),
            Map.entry("retryDeadLetters", "DeadLetterRetry"),
            Map.entry("createDevelopmentToken", "DevelopmentToken"));

    private static final Map<String, String> SUCCESS = Map.of(
            "createTask", "201", "deleteTask", "204", "rebuildProjection", "202", "verifyProjection", "202",
            "cancelRebuild", "204", "cancelVerification", "204");

    /** Of those that can be watched. */
    private static final Set<String> STREAMED = Set.of("getRebuild", "getVerification");

    @Bean
    OpenApiCustomizer contract() {
        return generated -> {
            OpenAPI written = written();
            generated.info(written.getInfo())
                    .servers(written.getServers())
                    .security(written.getSecurity())
                    .tags(written.getTags())
                    .components(written.getComponents());
            generated.getPaths().forEach((path, item) -> item.readOperationsMap()
                    .forEach((method, operation) -> complete(new Endpoint(path, method, operation))));
        };
    }

    private static OpenAPI written() {
        try (InputStream yaml = new ClassPathResource("openapi.yaml").getInputStream()) {
            return Yaml31.mapper().readValue(yaml, OpenAPI.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void complete(Endpoint endpoint) {
        Operation operation = endpoint.operation;
        operation.setResponses(new ApiResponses());
        operation.getResponses().addApiResponse(SUCCESS.getOrDefault(endpoint.id(), "200"), success(endpoint));
        if (endpoint.id().equals("getTask")) {
            operation.getResponses().addApiResponse("304", new ApiResponse().description("It is still at that version")
                    .headers(headers("X-Request-Id", "ETag")));
        }
        problems(endpoint).forEach(status -> operation.getResponses().addApiResponse(status, new ApiResponse().$ref(problem(endpoint, status))));
        operation.setParameters(parameters(endpoint));
        if (!endpoint.needsToken()) {
            operation.setSecurity(List.of());
        }
    }

    private static ApiResponse success(Endpoint endpoint) {
        String schema = ANSWERS.get(endpoint.id());
        var response = new ApiResponse().description(schema == null ? "Done" : "Done: the answer is a " + schema);
        if (schema != null) {
            response.content(new Content().addMediaType("application/json", new MediaType().schema(new Schema<>().$ref(schema))));
            if (STREAMED.contains(endpoint.id())) {
                response.getContent().addMediaType("text/event-stream", new MediaType().schema(new Schema<>().type("string")));
            }
        }
        if (endpoint.id().equals("streamChanges")) {
            response.description("Changes as they happen, until the stream ends").content(new Content()
                    .addMediaType("text/event-stream", new MediaType().schema(new Schema<>().$ref("ChangeStream"))));
        }
        List<String> headers = new ArrayList<>(List.of("X-Request-Id"));
        if ("Task".equals(schema)) {
            headers.add("ETag");
        }
        if (Set.of("createTask", "rebuildProjection", "verifyProjection").contains(endpoint.id())) {
            headers.add("Location");
        }
        if (endpoint.isTaskCommand()) {
            headers.addAll(List.of("Preference-Applied", "Idempotency-Replayed"));
        }
        return response.headers(headers(headers.toArray(String[]::new)));
    }

    private static String problem(Endpoint endpoint, String status) {
        return status.equals("412") && !endpoint.isOfTaggedTask() ? "412-without-ETag" : status;
    }

    private static Set<String> problems(Endpoint endpoint) {
        Set<String> statuses = new TreeSet<>(Set.of("400", "431"));
        if (endpoint.needsToken()) {
            statuses.addAll(List.of("401", "422", "429", "503"));
        } else {
            statuses.add("403");
        }
        if (ANSWERS.containsKey(endpoint.id()) || endpoint.id().equals("streamChanges")) {
            statuses.add("406");
        }
        if (endpoint.path.contains("{id}")) {
            statuses.addAll(List.of("403", "404"));
        }
        if (endpoint.isOfOperators()) {
            statuses.add("403");
        }
        if (endpoint.path.contains("{name}")) {
            statuses.add("404");
        }
        if (endpoint.isCommand()) {
            statuses.addAll(List.of("408", "413"));
        }
        if (endpoint.operation.getRequestBody() != null) {
            statuses.addAll(List.of("415", "422"));
        }
        if (endpoint.isQuery()) {
            statuses.add("412");
        }
        if (endpoint.isTaskCommand()) {
            statuses.addAll(List.of("409", "412"));
        }
        switch (endpoint.id()) {
            case "rebuildProjection", "verifyProjection" -> statuses.add("409");
            case "listTasks", "listTaskHistory", "listAudit", "listChanges", "streamChanges" -> statuses.add("410");
            default -> { }
        }
        return statuses;
    }

    private static List<Parameter> parameters(Endpoint endpoint) {
        Stream<String> named = Stream.of(
                        endpoint.path.contains("{id}") ? "TaskId" : null,
                        endpoint.path.contains("{name}") ? "ProjectionName" : null,
                        endpoint.isOfTaggedTask() ? "IfMatch" : null,
                        endpoint.isTaskCommand() ? "IfNoneMatchOfCommand" : null,
                        endpoint.isTaskCommand() ? "Prefer" : null,
                        endpoint.isTaskCommand() ? "IdempotencyKey" : null,
                        endpoint.id().equals("getTask") ? "IfNoneMatch" : null)
                .flatMap(Stream::ofNullable);
        List<Parameter> own = endpoint.operation.getParameters();
        return Stream.concat(
                        named.map(name -> new Parameter().$ref(name)),
                        own == null ? Stream.of() : own.stream().filter(parameter -> "query".equals(parameter.getIn()) || endpoint.isOfChanges()))
                .toList();
    }

    private static Map<String, Header> headers(String... names) {
        return Stream.of(names).collect(Collectors.toMap(name -> name, name -> new Header().$ref(name)));
    }

    private record Endpoint(String path, HttpMethod method, Operation operation) {

        String id() {
            return operation.getOperationId();
        }

        boolean needsToken() {
            return path.startsWith("/api/");
        }

        boolean isOfOperators() {
            return path.startsWith("/api/admin/");
        }

        boolean isCommand() {
            return method != HttpMethod.GET;
        }

        boolean isOfChanges() {
            return path.startsWith("/api/changes");
        }

        boolean isTaskCommand() {
            return isCommand() && path.startsWith("/api/tasks");
        }

        /** Whether the answer is JSON that a query shows. */
        boolean isQuery() {
            return !isCommand() && needsToken() && ANSWERS.containsKey(id());
        }

        /** Whether a task that is there is asked for or changed. */
        boolean isOfTaggedTask() {
            return path.contains("{id}") && !id().equals("listTaskHistory");
        }
    }
}
