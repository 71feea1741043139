package io.taskledger.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** The contract: {@code openapi.yaml}, as it is written and as JSON. */
final class ApiDocument {

    private static final ClassPathResource FILE = new ClassPathResource("/openapi.yaml", ApiDocument.class);

    /** The one path that is there in development mode only: its line, and those indented below it. */
    private static final Pattern DEVELOPMENT_TOKENS = Pattern.compile("^  /dev/token:\n(?: {4}.*\n)+", Pattern.MULTILINE);

    private final String yaml;

    private ApiDocument(String yaml) {
        this.yaml = yaml;
    }

    static ApiDocument read(boolean development) {
        try {
            String written = FILE.getContentAsString(UTF_8);
            return new ApiDocument(development ? written : DEVELOPMENT_TOKENS.matcher(written).replaceFirst(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] yaml() {
        return yaml.getBytes(UTF_8);
    }

    /** @throws RuntimeException where the file is no YAML, or gives a key twice */
    byte[] json() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object document = new Yaml(new SafeConstructor(options)).load(yaml);
        return JsonMapper.shared().writeValueAsBytes(document);
    }
}
