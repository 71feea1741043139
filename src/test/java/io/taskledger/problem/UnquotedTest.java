package io.taskledger.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.kernel.InvalidValue;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;

class UnquotedTest {

    @Test
    void it_says_which_failures_and_where_and_nothing_that_they_quote() {
        var failure = new IllegalStateException("a title", new NumberFormatException("For input string: \"a title\""));
        failure.addSuppressed(new IllegalArgumentException("a title"));
        assertThat(printed(failure)).contains("java.lang.IllegalStateException", "Caused by: ", "java.lang.NumberFormatException", getClass().getName())
                .doesNotContain("a title");
    }

    @Test
    void what_the_database_and_we_say_ourselves_quotes_nothing() {
        assertThat(printed(new IllegalStateException("a title", new SQLException("ERROR: out of memory")))).contains("ERROR: out of memory").doesNotContain("a title");
        assertThat(printed(new InvalidValue("must not be blank"))).contains("must not be blank");
    }

    @Test
    void a_failure_that_causes_itself_ends() {
        var one = new IllegalStateException();
        one.initCause(new IllegalStateException(one));
        assertThat(printed(one)).hasSizeLessThan(200_000);
    }

    private static String printed(Throwable failure) {
        var text = new StringWriter();
        Unquoted.of(failure).printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
