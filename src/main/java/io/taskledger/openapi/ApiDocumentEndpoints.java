package io.taskledger.openapi;

import io.taskledger.identity.DevelopmentMode;
import io.taskledger.page.ContentTag;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.function.Function;

/** The document is made ready for whoever asks for it first, and kept: a start pays nothing for it. */
@RestController
class ApiDocumentEndpoints {

    private final SingletonSupplier<ResponseEntity<byte[]>> json;
    private final SingletonSupplier<ResponseEntity<byte[]>> yaml;

    ApiDocumentEndpoints(Environment environment) {
        boolean development = DevelopmentMode.isOn(environment);
        json = SingletonSupplier.of(() -> answer(development, ApiDocument::json));
        yaml = SingletonSupplier.of(() -> answer(development, ApiDocument::yaml));
    }

    private static ResponseEntity<byte[]> answer(boolean development, Function<ApiDocument, byte[]> form) {
        byte[] document = form.apply(ApiDocument.read(development));
        return ResponseEntity.ok().eTag(ContentTag.of(document)).body(document);
    }

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> json() {
        return json.obtain();
    }

    @GetMapping(path = "/v3/api-docs.yaml", produces = "application/vnd.oai.openapi")
    ResponseEntity<byte[]> yaml() {
        return yaml.obtain();
    }

    @GetMapping("/swagger-ui.html")
    ResponseEntity<Void> swaggerUi() {
        return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("/swagger-ui/index.html")).build();
    }
}
