package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the document says of itself; that the answers agree with it, {@link Api} sees to in every other test. */
@ApplicationTest
class OpenApiTest {

    /** Statuses that follow from no endpoint's own rules. */
    private static final Set<String> EVERYWHERE = Set.of("408", "429", "431");

    private final Api api;
    private final JsonNode document;
    private final RequestMappingHandlerMapping mappings;

    OpenApiTest(@Autowired Api api, @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.api = api;
        this.document = api.get("/v3/api-docs").expect(200).json();
        this.mappings = mappings;
    }

    @Test
    void every_endpoint_is_in_it() {
        TreeSet<String> mapped = mappings.getHandlerMethods().keySet().stream()
                .flatMap(info -> info.getPatternValues().stream()
                        .flatMap(path -> info.getMethodsCondition().getMethods().stream().map(method -> method + " " + path)))
                .filter(endpoint -> endpoint.contains(" /api/"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(operations().map(Operation::name)).containsExactlyInAnyOrderElementsOf(mapped).hasSize(23);
    }

    @Test
    void every_operation_has_an_id_a_summary_and_a_documented_success() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.node.get("operationId").stringValue()).isNotBlank();
            assertThat(operation.node.get("summary").stringValue()).isNotBlank();
            assertThat(operation.statuses()).anyMatch(status -> status.startsWith("2"));
        });
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(document.findValues("$ref")).hasSizeGreaterThan(50).allSatisfy(
                reference -> assertThat(document.at(reference.stringValue().substring(1)).isMissingNode()).as(reference.stringValue()).isFalse());
    }

    @Test
    void all_need_a_token() {
        assertThat(document.at("/security/0/bearer").isArray()).isTrue();
        assertThat(operations()).allSatisfy(operation -> assertThat(operation.node.has("security")).isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "POST /api/tasks, 201 400 401 406 409 412 413 415 422 503",
        "GET /api/tasks, 200 400 401 406 410 412 422 503",
        "GET /api/tasks/{id}, 200 304 400 401 403 404 406 412 422 503",
        "PATCH /api/tasks/{id}, 200 400 401 403 404 406 409 412 413 415 422 503",
        "PUT /api/tasks/{id}, 200 400 401 403 404 406 409 412 413 415 422 503",
        "DELETE /api/tasks/{id}, 204 400 401 403 404 409 412 413 422 503",
        "POST /api/tasks/{id}/complete, 200 400 401 403 404 406 409 412 413 422 503",
        "POST /api/tasks/{id}/reopen, 200 400 401 403 404 406 409 412 413 422 503",
        "POST /api/tasks/{id}/restore, 200 400 401 403 404 406 409 412 413 422 503",
        "GET /api/tasks/summary, 200 400 401 406 412 422 503",
        "GET /api/admin/projections, 200 400 401 403 406 412 422 503",
        "POST /api/admin/projections/{name}/rebuild, 202 400 401 403 404 406 409 413 422 503",
        "GET /api/admin/projections/{name}/rebuild, 200 400 401 403 404 406 412 422 503",
        "DELETE /api/admin/projections/{name}/rebuild, 204 400 401 403 404 413 422 503",
        "POST /api/admin/projections/{name}/verify, 202 400 401 403 404 406 409 413 422 503",
        "GET /api/admin/projections/{name}/verify, 200 400 401 403 404 406 412 422 503",
        "DELETE /api/admin/projections/{name}/verify, 204 400 401 403 404 413 422 503",
        "POST /api/admin/projections/{name}/dead-letters/retry, 200 400 401 403 404 406 413 422 503",
        "GET /api/tasks/{id}/history, 200 400 401 403 404 406 410 412 422 503",
        "GET /api/audit, 200 400 401 406 410 412 422 503",
        "GET /api/changes, 200 400 401 406 410 412 422 503",
        "GET /api/changes/stream, 200 400 401 406 410 422 503",
        "GET /api/me, 200 400 401 406 412 422 503"
    })
    void every_status_of_the_contract_is_declared(String operation, String statuses) {
        TreeSet<String> declared = operations().filter(candidate -> candidate.name.equals(operation)).findFirst().orElseThrow().statuses();
        declared.removeAll(EVERYWHERE);
        assertThat(declared).isEqualTo(new TreeSet<>(Set.of(statuses.split(" "))));
    }

    @Test
    void all_can_be_too_many_and_those_with_a_body_too_slow() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.statuses()).contains("429", "431");
            assertThat(operation.statuses().contains("408")).isEqualTo(operation.statuses().contains("413"));
        });
        assertThat(document.at("/components/responses/429/headers").propertyNames()).containsExactly("Retry-After");
    }

    @Test
    void limits_and_types_are_the_contracts() {
        JsonNode task = document.at("/components/schemas/Task");
        assertThat(task.at("/properties/title/maxLength").intValue()).isEqualTo(200);
        assertThat(task.at("/properties/description/maxLength").intValue()).isEqualTo(1000);
        assertThat(task.at("/properties/description/type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(task.get("required")).hasSize(task.get("properties").size());
        JsonNode limit = document.at("/paths/~1api~1tasks/get/parameters").valueStream()
                .filter(parameter -> parameter.path("name").asString().equals("limit")).findFirst().orElseThrow();
        assertThat(limit.at("/schema").toString()).contains("\"minimum\":1").contains("\"maximum\":1000").contains("\"default\":50");
    }

    /** Swagger UI sends them: a constant {@code Idempotency-Key}, say, makes every second command another request's. */
    @Test
    void no_optional_parameter_has_an_example() {
        assertThat(document.findParents("in").stream().filter(parameter -> !parameter.path("required").booleanValue(false)))
                .hasSizeGreaterThan(10)
                .allSatisfy(parameter -> assertThat(parameter.toString()).doesNotContain("\"example"));
    }

    @Test
    void it_can_be_looked_at_in_a_browser() {
        assertThat(api.get("/swagger-ui.html").expect(302).header("Location")).hasValue("/swagger-ui/index.html");
        assertThat(api.get("/swagger-ui/index.html").expect(200).body()).contains("swagger-ui");
        assertThat(api.get("/swagger-ui/swagger-initializer.js").expect(200).body()).contains("url: \"/v3/api-docs\"");
    }

    @Test
    void it_can_be_had_as_it_is_written() {
        Answer written = api.get("/v3/api-docs.yaml").expect(200);
        assertThat(written.header("Content-Type")).hasValue("application/vnd.oai.openapi");
        assertThat(new YAMLMapper().readTree(written.body())).isEqualTo(document);
    }

    private Stream<Operation> operations() {
        return document.get("paths").propertyStream().flatMap(path -> path.getValue().propertyStream()
                .map(method -> new Operation(method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(), method.getValue())));
    }

    private record Operation(String name, JsonNode node) {
        TreeSet<String> statuses() {
            return new TreeSet<>(node.get("responses").propertyNames());
        }
    }
}
