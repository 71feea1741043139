package io.taskledger.database;

import io.taskledger.StartupRefused;
import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * Finds what people paste along with a PostgreSQL URL, or get wrong in it, and says what to take off. No message repeats the URL: it may
 * hold a password.
 */
final class PastedUrl {

    private static final String QUOTES = "'\"`\u2018\u2019\u201C\u201D";

    /** As shells, Dockerfiles and YAML write it. */
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?:(?:export|set|setx|env)\\s+|\\$env:|-\\s+)?\\w+(?:\\s*=\\s*|\\s*:\\s+|\\s+)[" + QUOTES + "]?(?:jdbc:)?postgres(?:ql)?:.*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMAND = Pattern.compile("(?:PGPASSWORD=.*\\s)?psql\\s.*", Pattern.DOTALL);
    private static final Pattern KEYS_AND_VALUES = Pattern.compile("(?:[a-z_]+|user id|Server|Host|Username)\\s*=.*", Pattern.DOTALL);

    /** A value may end in any character. */
    private static final Pattern PASSWORD_AT_THE_END = Pattern.compile(".*[?&]password=[^&]*", Pattern.DOTALL);

    private static final Pattern DRIVER = Pattern.compile("postgres(?:ql)?\\+\\w+://.*", Pattern.DOTALL);
    private static final Pattern JDBC_WITH_USER = Pattern.compile("jdbc:postgresql://[^?]*@.*", Pattern.DOTALL);
    private static final Pattern SLASH_IN_PASSWORD = Pattern.compile("postgres(?:ql)?://[^/]*/[^?]*@.*", Pattern.DOTALL);
    private static final Pattern PARAMETERS_WITHOUT_MARK =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?:(?://[^/?]*/)?[^/?@]*[;&=].*", Pattern.DOTALL);
    private static final Pattern STRAY_PERCENT = Pattern.compile("(?:jdbc:)?postgres(?:ql)?:.*%(?![0-9A-Fa-f]{2}).*", Pattern.DOTALL);
    private static final Pattern PORT =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:.*@)?[^/?@]*:[^/?@\\]]*(?:[/?].*)?", Pattern.DOTALL);
    private static final Pattern NO_SLASHES = Pattern.compile("postgres(?:ql)?:(?!//).*", Pattern.DOTALL);
    private static final Pattern WHITE_SPACE = Pattern.compile(".*[\\s\\p{Z}\\p{Cf}\\p{Cc}].*", Pattern.DOTALL);

    private static final String FORM = "Write postgresql://user:password@host:5432/database?sslmode=require, with reserved characters"
            + " of the password percent-encoded, or a URL that begins with jdbc:postgresql:.";

    private PastedUrl() {}

    /** @throws StartupRefused where something stands before or behind the URL */
    static void requireNothingAround(String variable, String url) {
        String around = around(variable, url);
        if (around != null) {
            throw new StartupRefused(around, takeOff(variable, url));
        }
    }

    private static @Nullable String around(String variable, String url) {
        if (COMMAND.matcher(url).matches()) {
            return variable + " holds a psql command, and not its URL alone.";
        }
        if (ASSIGNMENT.matcher(url).matches()) {
            return variable + " holds a whole assignment, with the name of a variable before the URL.";
        }
        if (!url.isEmpty() && (isQuote(url.charAt(0)) || (isQuote(last(url)) && isDecided(url)))) {
            return variable + " is in quotes.";
        }
        if (!url.isEmpty() && (last(url) == ';' || last(url) == ',') && isDecided(url)) {
            return variable + " ends with a " + (last(url) == ';' ? "semicolon." : "comma.");
        }
        return url.startsWith("<") && url.endsWith(">") ? variable + " is in angle brackets." : null;
    }

    private static String takeOff(String variable, String url) {
        String what = COMMAND.matcher(url).matches() ? "the word psql, the quotes and what follows them"
                : ASSIGNMENT.matcher(url).matches() ? "the name, and the sign or quotes behind it"
                : url.startsWith("<") ? "the brackets"
                : isQuote(url.charAt(0)) || isQuote(last(url)) ? "the quotes"
                : "it";
        return "Take " + what + " off, so that " + variable + " begins with postgresql:// and ends with the URL.";
    }

    /** The refusal of what is no URL of PostgreSQL's. */
    static StartupRefused refusal(String variable, String url) {
        return new StartupRefused(variable + " is no PostgreSQL URL.", remedy(url));
    }

    /** The refusal of a URL that has the rest of a user or password, and the host, where parameters stand. */
    static StartupRefused hostAmongParameters(String variable) {
        return new StartupRefused(variable + " is no PostgreSQL URL.",
                "What stands before the last @ is no parameter."
                        + " Write %2F for a / of the user or the password, %3F for a ?, %26 for a &, %40 for an @.");
    }

    /** Whether white space or an invisible character is in a part of a URL. */
    static boolean hasWhiteSpace(String part) {
        return WHITE_SPACE.matcher(part).matches();
    }

    private static String remedy(String url) {
        if (url.contains("[YOUR-PASSWORD]")) {
            return "Write the password in place of [YOUR-PASSWORD].";
        }
        if (KEYS_AND_VALUES.matcher(url).matches()) {
            return "It holds keys and values. " + FORM;
        }
        if (url.startsWith("jdbc:postgres:")) {
            return "A JDBC URL begins with jdbc:postgresql:.";
        }
        if (DRIVER.matcher(url).matches()) {
            return "Take off the plus sign and the driver's name behind it, so that the URL begins with postgresql://.";
        }
        if (JDBC_WITH_USER.matcher(url).matches()) {
            return "A JDBC URL has no user and password before the host. Take jdbc: off, or write them as parameters:"
                    + " jdbc:postgresql://host/database?user=…&password=….";
        }
        if (SLASH_IN_PASSWORD.matcher(url).matches()) {
            return "The user or the password has a / in it. Write %2F for it.";
        }
        if (PARAMETERS_WITHOUT_MARK.matcher(url).matches()) {
            return "Write a ? between the database's name and the first parameter, and a & between parameters.";
        }
        if (STRAY_PERCENT.matcher(url).matches()) {
            return "The URL has a % that begins no percent-encoding. Write %25 for a % of the password.";
        }
        if (NO_SLASHES.matcher(url).matches()) {
            return "The URL lacks the two slashes of postgresql://.";
        }
        if (WHITE_SPACE.matcher(url).matches()) {
            return "The URL has white space or an invisible character in it. Take it off; write %20 for a space of the password.";
        }
        return PORT.matcher(url).matches()
                ? "The port has to be a number from 1 to 65535."
                        + " An IPv6 address stands in brackets."
                        + " Where a user and a password come before the host, an @ has to stand between them and the host."
                : FORM;
    }

    /** Whether its last character is not that of a password. */
    private static boolean isDecided(String url) {
        return !PASSWORD_AT_THE_END.matcher(url).matches();
    }

    private static boolean isQuote(char character) {
        return QUOTES.indexOf(character) >= 0;
    }

    private static char last(String url) {
        return url.charAt(url.length() - 1);
    }
}
