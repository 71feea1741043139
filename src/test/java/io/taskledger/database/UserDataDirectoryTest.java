package io.taskledger.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.nio.file.Path;
import java.util.Map;

@DisabledOnOs(OS.WINDOWS) // what is an absolute path differs there
class UserDataDirectoryTest {

    private static final Path HOME = Path.of("/home/ann");

    @Test
    void every_system_has_its_place() {
        assertThat(UserDataDirectory.forTaskLedger("Linux", HOME, Map.of())).isEqualTo(Path.of("/home/ann/.local/share/task-ledger"));
        assertThat(UserDataDirectory.forTaskLedger("Mac OS X", HOME, Map.of())).isEqualTo(Path.of("/home/ann/Library/Application Support/Task Ledger"));
        assertThat(UserDataDirectory.forTaskLedger("Windows 11", HOME, Map.of())).isEqualTo(Path.of("/home/ann/AppData/Local/Task Ledger"));
    }

    @Test
    void the_environment_may_name_another_if_it_is_absolute() {
        assertThat(UserDataDirectory.forTaskLedger("Linux", HOME, Map.of("XDG_DATA_HOME", "/data"))).isEqualTo(Path.of("/data/task-ledger"));
        assertThat(UserDataDirectory.forTaskLedger("Linux", HOME, Map.of("XDG_DATA_HOME", "data"))).isEqualTo(Path.of("/home/ann/.local/share/task-ledger"));
    }
}
