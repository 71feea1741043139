package io.taskledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskledger.StartupRefused;
import io.taskledger.support.Api;
import io.taskledger.support.BesideOthers;
import io.taskledger.support.Json;
import io.taskledger.support.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The service as it starts without any setting: development mode, on a PostgreSQL of its own. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(OS.WINDOWS) // permissions and signals are POSIX's
class EmbeddedDatabaseTest {

    private final Path data;
    private final RunningService service;

    EmbeddedDatabaseTest(@TempDir Path folder) {
        data = folder.resolve("a folder with spaces");
        service = RunningService.start(Map.of("TASKLEDGER_DATA", data.toString()));
    }

    @AfterAll
    void stop() throws IOException {
        service.close();
    }

    @Test
    void nobody_else_can_read_the_folder_or_the_password() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("password")))).isEqualTo("rw-------");
        assertThat(password()).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void nobody_gets_in_without_the_password() {
        assertThatThrownBy(() -> connect("").close()).isInstanceOf(SQLException.class).hasMessageContaining("password");
        assertThatThrownBy(() -> connect("wrong").close()).isInstanceOf(SQLException.class).hasMessageContaining("password");
    }

    @Test
    void it_is_as_durable_as_postgresql_can_be() throws Exception {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
    }

    @Test
    void the_start_says_how_to_look_into_it_and_that_this_is_development_mode() {
        assertThat(service.log()).contains("psql -h localhost -p ").contains("cat '" + data.resolve("password") + "'")
                .contains("DEVELOPMENT MODE").doesNotContain(password());
    }

    @Test
    void events_are_json_that_a_person_can_read() throws Exception {
        String id = service.as("ann").with("X-Request-Id", "request-1")
                .post("/api/tasks", Json.object("title", "Buy milk", "description", "two litres")).expect(201).id();
        try (Connection connection = connect(password());
                var select = connection.prepareStatement("select * from domain_event_entry where aggregate_identifier = ?")) {
            select.setString(1, id);
            ResultSet row = select.executeQuery();
            assertThat(row.next()).isTrue();
            assertThat(row.getString("payload_type")).isEqualTo("TaskCreated");
            assertThat(row.getString("payload_revision")).isEqualTo("1");
            assertThat(row.getString("type")).isEqualTo("Task");
            assertThat(row.getLong("sequence_number")).isZero();
            assertThat(Json.read(row.getString("payload"))).isEqualTo(
                    Json.read(Json.object("task_id", id, "user_id", "ann", "title", "Buy milk", "description", "two litres")));
            JsonNode metaData = Json.read(row.getString("meta_data"));
            assertThat(metaData.propertyNames()).containsExactlyInAnyOrder("actor", "request_id", "correlation_id");
            assertThat(metaData.get("actor").stringValue()).isEqualTo("ann");
            assertThat(metaData.get("request_id").stringValue()).isEqualTo("request-1");
        }
    }

    @Test
    void a_second_service_on_the_folder_is_refused_and_the_first_goes_on() throws Exception {
        try (var second = RunningService.start(Map.of("TASKLEDGER_DATA", data.toString()))) {
            assertThat(second.exitCode()).isNotZero();
            assertThat(second.log()).contains("Another Task Ledger, process ").contains("TASKLEDGER_DATA").doesNotContain("\tat ");
        }
        service.as("ann").create("Buy milk");
    }

    @Test
    void development_mode_is_for_this_machine_alone() throws IOException {
        Api api = service.api();
        api.post("/dev/token", "{\"user_id\": \"ann\", \"x\": 1}").expectViolation(422, "x");
        api.post("/dev/token", "{}").expectViolation(422, "user_id");
        api.post("/dev/token", "{\"user_id\": \" \"}").expectViolation(422, "user_id");
        for (String field : List.of("user_id", "email", "name", "role")) {
            for (String bad : List.of("\"\\ud800\"", "\"a\\u0000\"", "1", "[\"ann\"]")) {
                String others = field.equals("user_id") ? "" : "\"user_id\": \"ann\", ";
                api.post("/dev/token", "{" + others + "\"" + field + "\": " + bad + "}").expectViolation(422, field);
            }
        }
        for (String mark : List.of("X-Forwarded-For", "X-Forwarded", "X-Original-Forwarded-For", "CF-Connecting-IP", "Forwarded", "Via", "Origin")) {
            api.with(mark, "10.0.0.1").post("/dev/token", "{\"user_id\": \"ann\"}").expectProblem(403, "not-allowed");
        }
        assertThat(api.withToken(api.post("/dev/token", Json.object("user_id", "ann", "email", "ann@example.com", "name", "Ann", "role", "admin"))
                .expect(200).json().get("token").stringValue()).get("/api/me").json())
                .isEqualTo(Json.read("{\"id\": \"ann\", \"email\": \"ann@example.com\", \"name\": \"Ann\"}"));
        for (InetAddress address : outsideAddresses()) {
            assertThatThrownBy(() -> reach(address)).as(address.toString()).isInstanceOf(IOException.class);
        }
        reach(InetAddress.getLoopbackAddress());
    }

    /** Also in a process that has started another one, whose folder may be gone. */
    @Test
    void the_programs_of_each_database_are_in_its_own_folder(@TempDir Path folder) {
        for (String name : List.of("one", "two")) {
            Path own = folder.resolve(name);
            EmbeddedDatabase.start(own).close();
            assertThat(own.resolve("binaries")).isNotEmptyDirectory();
        }
    }

    @Test
    void a_stop_is_clean_for_postgresql_and_for_requests_under_way(@TempDir Path folder) throws Exception {
        try (var stopped = RunningService.start(Map.of("TASKLEDGER_DATA", folder.toString()))) {
            Api ann = stopped.as("ann");
            ann.create("Buy milk");
            stopped.terminate();
            assertThat(stopped.exitCode()).isEqualTo(143);
            assertThat(stopped.log()).contains("Graceful shutdown complete");
        }
        assertThat(folder.resolve("postgresql/postmaster.pid")).doesNotExist();
        assertThat(logs(folder)).contains("database system is shut down");
    }

    @Test
    void data_of_another_major_version_is_refused_with_how_to_move_it(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("postgresql"));
        Files.writeString(folder.resolve("password"), "secret\n");
        Files.writeString(folder.resolve("postgresql/PG_VERSION"), "17\n");
        assertThatThrownBy(() -> DataFolder.open(folder)).isInstanceOfSatisfying(StartupRefused.class, refused -> {
            assertThat(refused).hasMessageContaining("PostgreSQL 17").hasMessageContaining("PostgreSQL 18");
            assertThat(refused.remedy()).contains("pg_dump");
        });
    }

    @Test
    void a_data_directory_that_was_never_finished_is_put_aside(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("postgresql/base"));
        Files.writeString(folder.resolve("password"), "secret\n");
        DataFolder.open(folder).close();
        assertThat(folder.resolve("postgresql")).doesNotExist();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(name -> name.startsWith("postgresql.unfinished-"));
        }
    }

    @Test
    void a_folder_that_was_there_before_is_closed_to_others_too(@TempDir Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataFolder.open(folder).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    }

    @Test
    void a_folder_of_somebody_elses_is_refused_and_left_as_it_is(@TempDir Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(folder.resolve("postgresql/15/main"));
        assertThatThrownBy(() -> DataFolder.open(folder)).isInstanceOf(StartupRefused.class).hasMessageContaining("not empty");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwxr-xr-x");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("postgresql"));
        }
    }

    @Test
    void a_password_that_is_gone_is_missed_at_once(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("postgresql"));
        Files.writeString(folder.resolve("postgresql/PG_VERSION"), "18\n");
        Files.createFile(folder.resolve("initialized"));
        assertThatThrownBy(() -> DataFolder.open(folder)).isInstanceOf(StartupRefused.class).hasMessageContaining("password");
    }

    @Test
    void a_start_that_fails_leaves_no_postgresql_behind(@TempDir Path folder) throws IOException {
        EmbeddedDatabase.start(folder).close();
        Files.delete(folder.resolve("initialized"));
        Files.createDirectory(folder.resolve("initialized")); // so that the last step fails, when PostgreSQL is up
        assertThatThrownBy(() -> EmbeddedDatabase.start(folder)).isInstanceOf(StartupRefused.class);
        assertThat(folder.resolve("postgresql/postmaster.pid")).doesNotExist();
        Files.delete(folder.resolve("initialized"));
        Files.createFile(folder.resolve("initialized"));
        EmbeddedDatabase.start(folder).close();
    }

    private String password() {
        try {
            return Files.readString(data.resolve("password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection connect(String password) throws SQLException, IOException {
        String port = Files.readString(data.resolve("port")).strip();
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/taskledger", "postgres", password);
    }

    private String setting(String name) throws Exception {
        try (Connection connection = connect(password()); ResultSet row = connection.createStatement().executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String logs(Path folder) throws IOException {
        var text = new StringBuilder();
        try (var files = Files.list(folder.resolve("postgresql/log"))) {
            for (Path file : files.toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static List<InetAddress> outsideAddresses() throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            Collections.list(network.getInetAddresses()).stream().filter(address -> !address.isLoopbackAddress()).forEach(addresses::add);
        }
        return addresses;
    }

    private void reach(InetAddress address) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, service.port()), 2_000);
        }
    }
}
