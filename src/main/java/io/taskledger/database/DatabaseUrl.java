package io.taskledger.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.StartupRefused;
import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a PostgreSQL is, and as whom to enter it.
 *
 * @param jdbcUrl for pgjdbc, without user and password where they were written the way of libpq
 * @param user null where the JDBC URL says it, or the driver's default is meant
 * @param password null where the JDBC URL says it, or there is none
 */
record DatabaseUrl(String jdbcUrl, @Nullable String user, @Nullable String password) {

    private static final String PORT = ":(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])";
    private static final String HOST = "(?:[^/?@:,\\[\\]]+|\\[[^/?@,\\]]+])?(?:" + PORT + ")?";
    private static final String HOSTS = HOST + "(?:," + HOST + ")*";

    /** A connection URI of libpq, section "Connection URIs" of its documentation; the password may hold any character but /. */
    private static final Pattern LIBPQ = Pattern.compile(
            "postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^/]*))?@)?(?<hosts>" + HOSTS + ")(?:/(?<database>[^?@]*))?(?:\\?(?<query>.*))?");

    /** A URL of pgjdbc, without a user: were one there, what follows it would be taken for a host and shown. */
    private static final Pattern JDBC = Pattern.compile("jdbc:postgresql:(?://" + HOSTS + "(?:[/?].*)?|[^/@:?][^@:?]*(?:\\?.*)?|/?(?:\\?.*)?)");


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

    /**
     * Reads a URL as Neon and Heroku write it ({@code postgresql://user:password@host:port/database?sslmode=require}), or a JDBC URL.
     *
     * @throws StartupRefused where it is neither; the message does not repeat it, since it may hold a password
     */
    static DatabaseUrl parse(String variable, String url) {
        if (JDBC.matcher(url).matches()) {
            return new DatabaseUrl(url, null, null);
        }
        Matcher matcher = LIBPQ.matcher(url);
        if (!matcher.matches()) {
            throw refused(variable);
        }
        try {
            String user = decode(matcher.group("user"));
            String database = decode(matcher.group("database"));
            String path = database == null || database.isEmpty() ? user : database;
            return new DatabaseUrl(
                    "jdbc:postgresql://" + hosts(matcher.group("hosts")) + "/" + (path == null ? "" : encode(path)) + query(matcher.group("query")),
                    user == null || user.isEmpty() ? null : user,
                    decode(matcher.group("password")));
        } catch (IllegalArgumentException e) {
            throw refused(variable);
        }
    }

    private static String hosts(String hosts) {
        return hosts.isEmpty() ? "localhost" : hosts;
    }

    private static String query(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        return Arrays.stream(query.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .map(DatabaseUrl::parameter)
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String parameter(String parameter) {
        String[] nameAndValue = parameter.split("=", 2);
        String name = String.valueOf(decode(nameAndValue[0]));
        String value = nameAndValue.length == 1 ? "" : String.valueOf(decode(nameAndValue[1]));
        if (name.equals("target_session_attrs")) {
            value = JDBC_SERVER_TYPES.getOrDefault(value, value);
        }
        if (name.equals("keepalives")) {
            value = String.valueOf(!value.equals("0"));
        }
        return encode(JDBC_NAMES.getOrDefault(name, name)) + "=" + encode(value);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** Undoes percent-encoding and nothing else: unlike in a form, a plus sign is a plus sign. */
    private static @Nullable String decode(@Nullable String text) {
        return text == null ? null : URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    private static StartupRefused refused(String variable) {
        return new StartupRefused(
                variable + " is no PostgreSQL URL.",
                "Write postgresql://user:password@host:5432/database?sslmode=require, with reserved characters of the password"
                        + " percent-encoded, or a URL that begins with jdbc:postgresql:.");
    }

    /** For logs: where, not as whom. */
    @Override
    public String toString() {
        return jdbcUrl.replaceAll("\\?.*", "");
    }
}
