package io.taskledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskledger.StartupRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "postgresql://ann:secret@db.example:6543/app | jdbc:postgresql://db.example:6543/app | ann | secret",
        "postgres://ann:secret@db.example/app | jdbc:postgresql://db.example/app | ann | secret",
        "postgresql://ann:s%40c%2Fr%25t%3A+%C3%A4@db.example/app | jdbc:postgresql://db.example/app | ann | s@c/r%t:+ä",
        "postgresql://ann:a@b:c@db.example/app | jdbc:postgresql://db.example/app | ann | a@b:c",
        "postgresql://a%2Bn%40n:x@db.example/app | jdbc:postgresql://db.example/app | a+n@n | x",
        "POSTGRES://ann:se cret@db.example/my%20app | jdbc:postgresql://db.example/my+app | ann | se cret",
        "postgresql://ann@db.example/app | jdbc:postgresql://db.example/app | ann | -",
        "postgresql://db.example/app | jdbc:postgresql://db.example/app | - | -",
        "postgresql:///app | jdbc:postgresql://localhost/app | - | -",
        "postgresql://ann:x@db.example | jdbc:postgresql://db.example/ann | ann | x",
        "postgresql://ann:x@[::1]:5433/my%20db | jdbc:postgresql://[::1]:5433/my+db | ann | x",
        "postgresql://ann:x@one:1,two:2/app?target_session_attrs=read-write | jdbc:postgresql://one:1,two:2/app?targetServerType=primary | ann | x",
        "postgresql://ann:x@db.example/app?sslmode=require&channel_binding=require | jdbc:postgresql://db.example/app?sslmode=require&channelBinding=require | ann | x",
        "postgresql://ann:x@db.example/app?options=endpoint%3Dcool&foo=a+b | jdbc:postgresql://db.example/app?options=endpoint%3Dcool&foo=a%2Bb | ann | x",
        "postgresql://ann:x@db.example/app?connect_timeout=10&application_name=my%20app | jdbc:postgresql://db.example/app?connectTimeout=10&ApplicationName=my+app | ann | x",
        "postgresql://db.example/app?preferQueryMode=simple&stringtype=unspecified&autosave=always | jdbc:postgresql://db.example/app?prepareThreshold=0 | - | -",
        "postgresql://db.example/app?preferQueryMode=extended&prepareThreshold=1 | jdbc:postgresql://db.example/app?prepareThreshold=1 | - | -",
        "jdbc:postgresql://db.example/app?autosave=always&user=ann&defaultRowFetchSize=1&adaptiveFetch=true | jdbc:postgresql://db.example/app?user=ann | - | -",
        "jdbc:postgresql://db.example/app?readOnlyMode=always | jdbc:postgresql://db.example/app | - | -",
        "jdbc:postgresql:app?user=ann | jdbc:postgresql:app?user=ann | - | -",
        "jdbc:postgresql://[::1]:5433,two:6543/app | jdbc:postgresql://[::1]:5433,two:6543/app | - | -",
        "jdbc:postgresql://db.example/app?user=ann&password=x | jdbc:postgresql://db.example/app?user=ann&password=x | - | -"
    })
    void every_way_to_write_it_is_understood(String url, String jdbcUrl, String user, String password) {
        assertThat(DatabaseUrl.parse("DATABASE_URL", url)).isEqualTo(new DatabaseUrl(jdbcUrl, user, password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://ann:secret@db/app", "secret", "jdbc:mysql://db/app?password=secret", "postgresql://ann:%zzsecret@db/app", "postgresql://ann:secret%@db/app", "postgresql://ann:secret%+1@db/app", "postgresql:secret",
        "jdbc:postgresql://postgres:secret@localhost:5432/db", "postgresql://ann:secret/word@localhost/app", "postgresql://ann:12/word@localhost/app",
        "jdbc:postgresql://db/app;user=ann;password=secret", "jdbc:postgresql://db/app&user=ann&password=secret", "postgresql://db/app&password=secret",
        "postgresql://ann:x@localhost:99999/app", "postgresql://ann:x@one:1,two:b/app", "jdbc:postgresql://localhost:badport/app"})
    void what_is_none_is_refused_without_being_repeated(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse("DATABASE_URL", url))
                .isInstanceOf(StartupRefused.class)
                .hasMessage("DATABASE_URL is no PostgreSQL URL.");
    }

    @Test
    void it_shows_where_and_not_as_whom() {
        assertThat(DatabaseUrl.parse("DATABASE_URL", "postgresql://ann:secret@db.example/app?sslpassword=secret").toString())
                .isEqualTo("jdbc:postgresql://db.example/app");
        assertThat(DatabaseUrl.parse("DATABASE_URL", "jdbc:postgresql://db.example/app?user=ann&password=secret").toString())
                .isEqualTo("jdbc:postgresql://db.example/app");
    }
}
