package io.taskledger.browser;

import io.taskledger.StartupRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sites whose pages may call this service, as browsers write them in {@code Origin}.
 *
 * @param origins compared exactly
 */
public record AllowedOrigins(Set<String> origins) {

    public static final String VARIABLE = "CORS_ALLOWED_ORIGINS";

    /** RFC 6454, section 6.2: a scheme, a host in lower case, and a port where it isn't the scheme's own. */
    private static final Pattern ORIGIN = Pattern.compile("https?://(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::[1-9]\\d{0,4})?");
    private static final Pattern DEFAULT_PORT = Pattern.compile("http:.*:80|https:.*:443");

    /**
     * Those that {@code CORS_ALLOWED_ORIGINS} lists between commas; none where it is not set.
     *
     * @throws StartupRefused where one of them is nothing that a browser would ever send, or is meant for any
     */
    static AllowedOrigins from(Environment environment) {
        String listed = environment.getProperty(VARIABLE);
        if (listed == null) {
            return new AllowedOrigins(Set.of());
        }
        return new AllowedOrigins(Arrays.stream(listed.split(",", -1)).map(String::strip).map(AllowedOrigins::checked).collect(Collectors.toSet()));
    }

    private static String checked(String origin) {
        if (!ORIGIN.matcher(origin).matches() || DEFAULT_PORT.matcher(origin).matches()) {
            throw new StartupRefused(
                    VARIABLE + (origin.isEmpty() ? " is empty, or has an empty part." : " has \"" + origin + "\", which no browser sends as an origin."),
                    "List exact origins between commas, in lower case, without paths, wildcards and default ports: https://app.example.com,http://localhost:3000;"
                            + " or unset it.");
        }
        return origin;
    }

    boolean isEmpty() {
        return origins.isEmpty();
    }

    public boolean contain(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }
}
