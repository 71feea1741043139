package io.taskledger.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.query.projection.Column;
import io.taskledger.query.projection.Folded;
import io.taskledger.support.ApplicationTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.UUID;

@ApplicationTest
class CopyRowsTest {

    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    CopyRowsTest(@Autowired JdbcTemplate database, @Autowired JdbcTransactionManager transactions) {
        this.database = database;
        transaction = new TransactionTemplate(transactions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\\", "\t\r\n", "\u0001\u0008\u007f", "\\.\n", "\\N", "\uffff\ufeff"})
    void text_arrives_as_it_is_wherever_its_letters_stand(String beginning) {
        String text = beginning + "\ud83e\udd5b".repeat(100_000);
        List<Column<String>> columns = List.of(new Column<>("value", "text", value -> value));
        var _ = transaction.execute(status -> {
            status.setRollbackOnly();
            database.execute("create table copied (value text)");
            new CopyRows<>(columns, "copied", database).add(List.of(new Folded<>(UUID.randomUUID(), 0, text), new Folded<>(UUID.randomUUID(), 0, "y")));
            assertThat(database.queryForList("select value from copied", String.class)).containsExactly(text, "y");
            return null;
        });
    }
}
