package io.taskledger.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.nio.charset.StandardCharsets;

class ApiDocumentTest {

    private final ApiDocument inDevelopment = ApiDocument.read(true);
    private final ApiDocument elsewhere = ApiDocument.read(false);

    /** By another parser: of YAML 1.2, to which {@code yes} and {@code 2026-01-16} are texts. */
    @Test
    void both_forms_say_the_same() {
        assertThat(new YAMLMapper().readTree(inDevelopment.yaml())).isEqualTo(json(inDevelopment));
        assertThat(new YAMLMapper().readTree(elsewhere.yaml())).isEqualTo(json(elsewhere));
    }

    @Test
    void the_making_of_tokens_is_in_it_in_development_mode_alone() {
        JsonNode document = json(inDevelopment);
        JsonNode removed = ((ObjectNode) document.get("paths")).remove("/dev/token");
        assertThat(removed.at("/post/operationId").stringValue()).isEqualTo("createDevelopmentToken");
        assertThat(json(elsewhere)).isEqualTo(document);
    }

    private static JsonNode json(ApiDocument document) {
        return Json.read(new String(document.json(), StandardCharsets.UTF_8));
    }
}
