package io.taskledger.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.StartupRefused;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a PostgreSQL URL, as pgjdbc takes them.
 *
 * @param values by name, in order; of a name that comes twice, the last
 */
record UrlParameters(Map<String, String> values) {

    /** What libpq and pgjdbc call differently; all other parameters have one name. */
    private static final Map<String, String> JDBC_NAMES = Map.of(
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "fallback_application_name", "ApplicationName",
            "target_session_attrs", "targetServerType",
            "gssencmode", "gssEncMode",
            "sslnegotiation", "sslNegotiation",
            "keepalives", "tcpKeepAlive");

    private static final Map<String, String> JDBC_SERVER_TYPES =
            Map.of("read-write", "primary", "read-only", "secondary", "standby", "secondary", "prefer-standby", "preferSecondary");

    /** What other programs add to a URL. Names beyond these are not shown: one may be the rest of a password that has an ampersand. */
    private static final Set<String> OTHERS = Set.of(
            "keepalives_idle", "keepalives_interval", "keepalives_count",
            "connection_limit", "pool_timeout", "pool_size", "pool_mode", "pgbouncer", "schema", "uselibpqcompat", "socket_timeout",
            "statement_cache_size");

    /** What libpq takes for parts of the URL itself, and pgjdbc ignores. */
    private static final Set<String> PLACES = Set.of("host", "hostaddr", "port", "dbname");

    private static final String QUERY_MODE = "preferQueryMode";

    /**
     * What changes how the driver sends a statement, and costs round trips or changes what a text means: the service leaves them as the
     * driver has them. Who has no prepared statements is left without them.
     */
    private static final Set<String> FIXED =
            Set.of(QUERY_MODE, "stringtype", "autosave", "cleanupSavepoints", "readOnlyMode", "defaultRowFetchSize", "adaptiveFetch");

    private static final String MODE = "sslmode";
    private static final String ROOTS = "sslrootcert";
    private static final String SYSTEM = "system";

    /** What pgjdbc calls the trusted roots of the JVM. */
    private static final String JVM_ROOTS = "org.postgresql.ssl.DefaultJavaSSLFactory";

    private static final String VERIFY_FULL = "verify-full";

    /** @throws IllegalArgumentException where a percent-encoding is broken */
    static UrlParameters ofLibpq(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        Arrays.stream(query.split("&")).filter(parameter -> !parameter.isEmpty()).forEach(parameter -> {
            String[] nameAndValue = parameter.split("=", 2);
            String name = decode(nameAndValue[0]);
            String value = nameAndValue.length == 1 ? "" : decode(nameAndValue[1]);
            values.put(JDBC_NAMES.getOrDefault(name, name), switch (name) {
                case "target_session_attrs" -> JDBC_SERVER_TYPES.getOrDefault(value, value);
                case "keepalives" -> String.valueOf(!value.equals("0"));
                default -> value;
            });
        });
        return new UrlParameters(values);
    }

    /**
     * With the JVM's trusted roots for {@code sslrootcert=system}, which libpq has and pgjdbc takes for a file; with what Prisma's
     * parameters mean; and without those that are {@link #FIXED}.
     *
     * @throws StartupRefused where a parameter asks for what this can't give
     */
    UrlParameters understood(String variable) {
        Map<String, String> understood = new LinkedHashMap<>(values);
        if (SYSTEM.equals(understood.get(ROOTS))) {
            understood.remove(ROOTS);
            String mode = understood.computeIfAbsent(MODE, _ -> VERIFY_FULL);
            if (!mode.equals(VERIFY_FULL)) {
                throw new StartupRefused(
                        variable + " has sslrootcert=system with another sslmode than verify-full.",
                        "Write sslmode=verify-full: whoever trusts the system's roots has to compare the host's name, too.");
            }
            understood.put("sslfactory", JVM_ROOTS);
        }
        if (PLACES.stream().anyMatch(understood::containsKey)) {
            throw new StartupRefused(
                    variable + " names the host, the port or the database by a parameter.",
                    "Write them before the question mark: postgresql://user:password@host:5432/database."
                            + " The path of a socket can't be used.");
        }
        if (!understood.getOrDefault("schema", "public").equals("public")) {
            throw new StartupRefused(
                    variable + " has the parameter schema, which is Prisma's.",
                    "Take it off. Write currentSchema in its place, or, through a pooler, set search_path of the database's role.");
        }
        if ("simple".equals(understood.get(QUERY_MODE)) || "true".equals(understood.get("pgbouncer"))) {
            understood.putIfAbsent("prepareThreshold", "0");
        }
        understood.keySet().removeAll(FIXED);
        return new UrlParameters(understood);
    }

    /** Whether {@link #understood} are others. */
    boolean needToBeUnderstood() {
        return SYSTEM.equals(values.get(ROOTS)) || values.keySet().stream().anyMatch(FIXED::contains);
    }

    /** Names of those that pgjdbc ignores: other programs add them. One that is not among these is shown as {@code ...}. */
    List<String> ignored() {
        Set<String> known = known();
        return values.keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> OTHERS.contains(name) ? name : "...")
                .distinct()
                .toList();
    }

    /**
     * Whether an unknown parameter holds an at sign: it is then hardly a parameter, and most likely the rest of a user or password that
     * has a slash and a question mark, before the host.
     */
    boolean holdHost() {
        Set<String> known = known();
        return values.entrySet().stream()
                .filter(parameter -> !known.contains(parameter.getKey()) && !OTHERS.contains(parameter.getKey()))
                .anyMatch(parameter -> parameter.getKey().contains("@") || parameter.getValue().contains("@"));
    }

    private static Set<String> known() {
        try {
            return Arrays.stream(DriverManager.getDriver("jdbc:postgresql:").getPropertyInfo("jdbc:postgresql:", new Properties()))
                    .map((DriverPropertyInfo property) -> property.name)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SQLException e) {
            throw new IllegalStateException("the driver is not there", e);
        }
    }

    /** Whether certificates are checked against a file of trusted roots that the URL doesn't name. */
    boolean expectsFileOfRoots() {
        return values.getOrDefault(MODE, "").startsWith("verify-") && !values.containsKey(ROOTS) && !values.containsKey("sslfactory");
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(value -> URLEncoder.encode(value.getKey(), UTF_8) + "=" + URLEncoder.encode(value.getValue(), UTF_8))
                .collect(Collectors.joining("&", values.isEmpty() ? "" : "?", ""));
    }

    /** Undoes percent-encoding and nothing else: unlike in a form, a plus sign is a plus sign. */
    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }
}
