package io.taskledger.typescript;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The client's types are made of a copy of the document, so that they can be made without the service. */
@ApplicationTest
class PublishedDocumentTest {

    private static final Path COPY = Path.of("..", "clients", "typescript", "openapi.json");
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private final JsonNode served;

    PublishedDocumentTest(@Autowired Api api) {
        served = api.get("/v3/api-docs").expect(200).json();
    }

    /** With {@code -Dtaskledger.renew} it writes the copy first. */
    @Test
    void the_clients_copy_is_what_the_service_serves() throws IOException {
        if (System.getProperty("taskledger.renew") != null) {
            Files.writeString(COPY, MAPPER.writeValueAsString(served).replace(System.lineSeparator(), "\n") + "\n");
        }
        assertThat(Json.read(Files.readString(COPY))).as("""
                clients/typescript/openapi.json is another document than the service's. Renew it, and what is made of it:
                ./mvnw -B test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=PublishedDocumentTest -Dtaskledger.renew
                npm --prefix clients/typescript run renew
                """).isEqualTo(served);
    }
}
