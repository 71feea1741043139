package io.taskledger.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.StartupRefused;
import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            "(?i:postgres(?:ql)?)://(?:(?<user>[^:@/]*)(?::(?<password>[^/]*))?@)?"
                    + "(?<hosts>" + HOSTS + ")(?:/(?<database>[^?@;&=]*))?(?:\\?(?<query>.*))?");

    /** A URL of pgjdbc, without a user: were one there, what follows it would be taken for a host and shown. */
    private static final Pattern JDBC = Pattern.compile(
            "jdbc:postgresql:(?://" + HOSTS + "(?:/[^?;&=]*)?(?:\\?.*)?|[^/@:?;&=][^@:?;&=]*(?:\\?.*)?|/?(?:\\?.*)?)");


    /**
     * Reads a URL as Neon and Heroku write it ({@code postgresql://user:password@host:port/database?sslmode=require}), or a JDBC URL.
     *
     * @throws StartupRefused where it is neither, or something stands around it; the message does not repeat it, since it may hold a
     *     password
     */
    static DatabaseUrl parse(String variable, String pasted) {
        String url = pasted.strip();
        PastedUrl.requireNothingAround(variable, url);
        Matcher matcher = LIBPQ.matcher(url);
        boolean jdbc = JDBC.matcher(url).matches();
        boolean understood = jdbc || (matcher.matches() && !PastedUrl.hasWhiteSpace(url.substring(matcher.start("hosts"))));
        if (!understood || url.contains("[YOUR-PASSWORD]") || url.chars().anyMatch(Character::isISOControl)) {
            throw PastedUrl.refusal(variable, url);
        }
        try {
            if (jdbc) {
                return new DatabaseUrl(withUnderstoodParameters(variable, url), null, null);
            }
            String user = decode(matcher.group("user"));
            String database = decode(matcher.group("database"));
            String path = database == null || database.isEmpty() ? user : database;
            UrlParameters parameters = withoutHost(variable, UrlParameters.ofLibpq(Objects.requireNonNullElse(matcher.group("query"), "")));
            return new DatabaseUrl(
                    "jdbc:postgresql://" + hosts(matcher.group("hosts")) + "/"
                            + (path == null ? "" : URLEncoder.encode(path, UTF_8)) + parameters.understood(variable),
                    user == null || user.isEmpty() ? null : user,
                    decode(matcher.group("password")));
        } catch (IllegalArgumentException e) {
            throw PastedUrl.refusal(variable, url);
        }
    }

    /** A JDBC URL is the driver's, and stays as it is, but for what the driver does not know, or what the service fixes. A plus sign in it is a space. */
    private static String withUnderstoodParameters(String variable, String url) {
        int query = url.indexOf('?');
        UrlParameters parameters = withoutHost(variable, parameters(url.replace("+", "%20")));
        return parameters.needToBeUnderstood() ? url.substring(0, query) + parameters.understood(variable) : url;
    }

    private static UrlParameters withoutHost(String variable, UrlParameters parameters) {
        if (parameters.holdHost()) {
            throw PastedUrl.hostAmongParameters(variable);
        }
        return parameters;
    }

    /** The parameters, by the names that the driver has for them. */
    UrlParameters parameters() {
        return parameters(jdbcUrl);
    }

    private static UrlParameters parameters(String url) {
        int query = url.indexOf('?');
        return UrlParameters.ofLibpq(query < 0 ? "" : url.substring(query + 1));
    }

    private static String hosts(String hosts) {
        return hosts.isEmpty() ? "localhost" : hosts;
    }

    private static @Nullable String decode(@Nullable String text) {
        return text == null ? null : UrlParameters.decode(text);
    }

    /** For logs: where, not as whom. */
    @Override
    public String toString() {
        return jdbcUrl.replaceAll("\\?.*", "");
    }
}
