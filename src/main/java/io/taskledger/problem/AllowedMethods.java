package io.taskledger.problem;

import org.springframework.web.HttpRequestMethodNotSupportedException;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code Allow} header of a 405 (RFC 9110, section 10.2.1). */
final class AllowedMethods {

    private static final List<String> IN_ORDER = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private AllowedMethods() {}

    /** The methods of the address: those that are mapped, HEAD wherever there is GET, and OPTIONS, which Spring answers everywhere. */
    static String list(HttpRequestMethodNotSupportedException refused) {
        Set<String> mapped = Set.of(Objects.requireNonNullElse(refused.getSupportedMethods(), new String[0]));
        return IN_ORDER.stream()
                .filter(method -> mapped.contains(method) || method.equals("OPTIONS") || (method.equals("HEAD") && mapped.contains("GET")))
                .collect(Collectors.joining(", "));
    }
}
