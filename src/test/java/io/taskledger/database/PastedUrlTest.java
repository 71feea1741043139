package io.taskledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskledger.StartupRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database URL as people paste it: each either works, or is refused with what to take off. */
class PastedUrlTest {

    private static final String GOOD = "postgresql://ann:secret@db.example/app?sslmode=require";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "'URL'                            | is in quotes. | the quotes",
        "\"URL\"                          | is in quotes. | the quotes",
        "'URL                             | is in quotes. | the quotes",
        "URL'                             | is in quotes. | the quotes",
        "\u201CURL\u201D                  | is in quotes. | the quotes",
        "`URL`                            | is in quotes. | the quotes",
        "'jdbc:postgresql://db.example/app' | is in quotes. | the quotes",
        "psql 'URL'                       | holds a psql command | the word psql",
        "psql \"URL\" -c 'select 1'       | holds a psql command | the word psql",
        "psql URL                         | holds a psql command | the word psql",
        "DATABASE_URL=URL                 | holds a whole assignment | the name",
        "DATABASE_URL='URL'               | holds a whole assignment | the name",
        "export DATABASE_URL=\"URL\"      | holds a whole assignment | the name",
        "DATABASE_URL: URL                | holds a whole assignment | the name",
        "DATABASE_URL: 'URL'              | holds a whole assignment | the name",
        "set DATABASE_URL=URL             | holds a whole assignment | the name",
        "$env:DATABASE_URL=\"URL\"        | holds a whole assignment | the name",
        "ENV DATABASE_URL=URL             | holds a whole assignment | the name",
        "PGPASSWORD=secret psql -h db.example -U ann app | holds a psql command | the word psql",
        "postgresql://ann:p@secret/word@db.example/app | is no PostgreSQL URL. | %2F",
        "jdbc:postgresql://db.example/app?user=ann&password=p&secret@99 | is no PostgreSQL URL. | %26",
        "jdbc:postgresql://db.example/app?user=ann&password=secret%zz | is no PostgreSQL URL. | %25",
        "URL # production                 | is no PostgreSQL URL. | white space",
        "postgresql://ann:secret@one.example:5432, two.example/app | is no PostgreSQL URL. | white space",
        "host=db.example user=ann password=secret dbname=app | is no PostgreSQL URL. | keys and values",
        "Host=db.example;Username=ann;Password=secret | is no PostgreSQL URL. | keys and values",
        "jdbc:postgres://db.example/app?password=secret | is no PostgreSQL URL. | jdbc:postgresql:",
        "postgresql://ann:secret@2001:db8::1/app | is no PostgreSQL URL. | brackets",
        "postgresql:///app?host=db.example&password=secret | names the host, the port or the database by a parameter. | before the question mark",
        "postgresql://ann:secret@/app?host=/cloudsql/project:region:instance | names the host, the port or the database by a parameter. | socket",
        "URL;                             | ends with a semicolon. | Take it off",
        "'URL';                           | is in quotes. | the quotes",
        "<URL>                            | is in angle brackets. | the brackets",
        "postgresql+psycopg2://ann:secret@db.example/app | is no PostgreSQL URL. | plus sign",
        "jdbc:postgresql://ann:secret@db.example:5432/app | is no PostgreSQL URL. | Take jdbc: off",
        "postgresql://ann:se/cret@db.example/app | is no PostgreSQL URL. | %2F",
        "postgresql://ann:12/secret@db.example/app | is no PostgreSQL URL. | %2F",
        "postgresql://ann:12/34?secret@db.example/app | is no PostgreSQL URL. | %2F",
        "postgresql://ann:12/34?a=1&secret=x@db.example/app?sslmode=require | is no PostgreSQL URL. | %2F",
        "postgresql://ann:p@secret/w?rd@db.example/app | is no PostgreSQL URL. | %2F",
        "jdbc:postgresql://ann:12/34?secret@db.example/app | is no PostgreSQL URL. | %2F",
        "postgresql://ann:secret%@db.example/app | is no PostgreSQL URL. | %25",
        "postgresql://ann:[YOUR-PASSWORD]@db.example/app | is no PostgreSQL URL. | [YOUR-PASSWORD]",
        "postgresql:ann:secret@db.example/app | is no PostgreSQL URL. | two slashes",
        "postgresql://ann:secret@db.example:54x32/app | is no PostgreSQL URL. | port",
        "postgresql://ann:secret@db.example:70000/app | is no PostgreSQL URL. | port",
        "postgre sql://ann:secret@db.example/app | is no PostgreSQL URL. | white space",
        "mysql://ann:secret@db.example/app | is no PostgreSQL URL. | postgresql://user:password@host",
        "URL&schema=private | has the parameter schema, which is Prisma's. | currentSchema",
        "URL&sslrootcert=system | has sslrootcert=system with another sslmode than verify-full. | sslmode=verify-full"
    })
    void what_stands_around_it_is_named_and_the_password_is_not(String pasted, String reason, String remedy) {
        assertThatThrownBy(() -> DatabaseUrl.parse("DATABASE_URL", pasted.replace("URL", GOOD).replace("DATABASE_" + GOOD, "DATABASE_URL")))
                .isInstanceOfSatisfying(StartupRefused.class, refused -> {
                    assertThat(refused).hasMessageStartingWith("DATABASE_URL " + reason).message().doesNotContain("secret", "cret@");
                    assertThat(refused.remedy()).contains(remedy).doesNotContain("secret", "cret@");
                });
    }

    @Test
    void a_line_break_within_it_is_named() {
        assertThatThrownBy(() -> DatabaseUrl.parse("DATABASE_URL", "postgresql://ann:sec\nret@db.example/app"))
                .isInstanceOfSatisfying(StartupRefused.class, refused -> assertThat(refused.remedy()).contains("white space"));
    }

    @Test
    void white_space_around_it_is_nothing() {
        assertThat(DatabaseUrl.parse("DATABASE_URL", " \t" + GOOD + "\r\n")).isEqualTo(DatabaseUrl.parse("DATABASE_URL", GOOD));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "postgresql://ann:it's;@db.example/app | it's;",
        "postgresql://ann:a@b:c@db.example/app | a@b:c",
        "postgresql://ann:%22quoted%22@db.example/app | \"quoted\"",
        "postgresql://ann:?#[]&=%2F@db.example/app | ?#[]&=/"
    })
    void a_password_may_hold_what_would_be_refused_elsewhere(String url, String password) {
        assertThat(DatabaseUrl.parse("DATABASE_URL", url).password()).isEqualTo(password);
    }

    @Test
    void a_password_among_the_parameters_may_end_in_any_character() {
        assertThat(DatabaseUrl.parse("DATABASE_URL", "jdbc:postgresql://db.example/app?user=ann&password=it's;").jdbcUrl()).endsWith("password=it's;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sslmode=verify-full&sslrootcert=system | sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
        "sslrootcert=system | sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
        "sslrootcert=system&channel_binding=require | channelBinding=require&sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
        "sslmode=verify-full&sslrootcert=%2Fsystem | sslmode=verify-full&sslrootcert=%2Fsystem",
        "sslmode=require&sslnegotiation=direct | sslmode=require&sslNegotiation=direct",
        "pgbouncer=true&connection_limit=1 | pgbouncer=true&connection_limit=1&prepareThreshold=0",
        "pgbouncer=true&prepareThreshold=3 | pgbouncer=true&prepareThreshold=3",
        "schema=public | schema=public"
    })
    void parameters_of_other_programs_mean_what_they_mean_there(String parameters, String understood) {
        assertThat(DatabaseUrl.parse("DATABASE_URL", "postgresql://ann:x@db.example/app?" + parameters).jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example/app?" + understood);
    }

    @Test
    void a_jdbc_url_may_ask_for_the_systems_roots_too() {
        assertThat(DatabaseUrl.parse("DATABASE_URL", "jdbc:postgresql://db.example/app?user=ann&password=a+b&sslmode=verify-full&sslrootcert=system").jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example/app?user=ann&password=a+b&sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
        assertThatThrownBy(() -> DatabaseUrl.parse("DATABASE_URL", "jdbc:postgresql://db.example/app?sslmode=require&sslrootcert=system"))
                .isInstanceOf(StartupRefused.class);
    }

    @Test
    void what_the_driver_ignores_is_known_by_name() {
        assertThat(DatabaseUrl.parse("DATABASE_URL", "postgresql://ann:x@db.example/app?sslmode=require&options=endpoint%3Dcool&uselibpqcompat=true&connection_limit=5")
                .parameters().ignored()).containsExactly("uselibpqcompat", "connection_limit");
        assertThat(DatabaseUrl.parse("DATABASE_URL", "jdbc:postgresql://db/app?user=ann&password=be&cret99").parameters().ignored()).containsExactly("...");
    }
}
