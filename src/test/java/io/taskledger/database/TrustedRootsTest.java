package io.taskledger.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.BesideOthers;
import io.taskledger.support.CommandRun;
import io.taskledger.support.RunningService;
import io.taskledger.support.TestCluster;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * {@code sslrootcert=system}: the certificate authorities that the JVM trusts, and the host's own name. The PostgreSQL that is asked
 * speaks TLS.
 */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(OS.WINDOWS)
class TrustedRootsTest {

    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final TestCluster postgres;

    TrustedRootsTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        makeCertificate("server", "dns:localhost");
        makeCertificate("other", "dns:localhost");
        postgres = new TestCluster(folder.resolve("data"));
        try (Connection administrator = DriverManager.getConnection(postgres.url())) {
            administrator.createStatement().execute("create role ann login superuser password 'secret'");
            administrator.createStatement().execute("alter system set ssl_cert_file = '" + folder.resolve("server.crt") + "'");
            administrator.createStatement().execute("alter system set ssl_key_file = '" + folder.resolve("server.key") + "'");
            administrator.createStatement().execute("alter system set ssl = on");
            Path rules = folder.resolve("data/pg_hba.conf");
            Files.writeString(rules, "hostssl all ann all scram-sha-256\nhostnossl all ann all reject\n" + Files.readString(rules));
            administrator.createStatement().execute("select pg_reload_conf()");
        }
    }

    @AfterAll
    void stop() throws IOException {
        postgres.close();
    }

    @Test
    void a_server_whose_authority_the_jvm_trusts_is_used() throws Exception {
        String url = url("localhost", "sslmode=verify-full&sslrootcert=system&channel_binding=require");
        try (RunningService service = start(url, "server")) {
            service.api().withToken(Tokens.of("ann")).create("Buy milk");
            assertThat(sessions("ssl")).isEqualTo(sessions("true")).isPositive();
            CommandRun.start(environment(url, "server"), "projections").expect(0);
        }
    }

    @Test
    void a_jdbc_url_and_direct_negotiation_do_so_too() throws Exception {
        String jdbc = "jdbc:postgresql://localhost:%d/postgres?user=ann&password=secret&sslmode=verify-full&sslrootcert=system".formatted(postgres.port());
        try (RunningService service = start(jdbc + "&sslNegotiation=direct", "server")) {
            service.api().withToken(Tokens.of("ann")).create("Buy milk");
        }
    }

    @Test
    void a_server_of_another_authority_is_refused() throws Exception {
        try (RunningService service = start(url("localhost", "sslmode=verify-full&sslrootcert=system"), "other")) {
            assertThat(service.exitCode()).isOne();
            assertThat(service.log()).contains("PostgreSQL can't be used at", "PKIX path").doesNotContain("secret", "\tat ");
        }
    }

    @Test
    void a_server_of_another_name_is_refused() throws Exception {
        try (RunningService service = start(url("127.0.0.1", "sslrootcert=system"), "server")) {
            assertThat(service.exitCode()).isOne();
            assertThat(service.log()).contains("PostgreSQL can't be used at", "127.0.0.1").containsIgnoringCase("hostname").doesNotContain("secret", "\tat ");
        }
    }

    @Test
    void who_names_no_roots_is_told_of_the_systems() throws Exception {
        try (RunningService service = start(url("localhost", "sslmode=verify-full"), "server")) {
            assertThat(service.exitCode()).isOne();
            assertThat(service.log()).contains("sslrootcert=system").doesNotContain("secret", "\tat ");
        }
    }

    private String url(String host, String parameters) {
        return "postgresql://ann:secret@%s:%d/postgres?%s".formatted(host, postgres.port(), parameters);
    }

    private RunningService start(String url, String trusted) {
        return RunningService.start(environment(url, trusted));
    }

    private Map<String, String> environment(String url, String trusted) {
        String trustStore = "-Djavax.net.ssl.trustStore=" + folder.resolve(trusted + ".p12") + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
        return Map.of("DATABASE_URL", url, "BETTER_AUTH_SECRET", Tokens.SECRET, "JAVA_TOOL_OPTIONS", trustStore);
    }

    private long sessions(String condition) throws Exception {
        try (Connection administrator = DriverManager.getConnection(postgres.url());
                var rows = administrator.createStatement().executeQuery("""
                        select count(*) from pg_stat_activity join pg_stat_ssl using (pid) where usename = 'ann' and %s
                        """.formatted(condition))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** A certificate that signs itself, its key as PostgreSQL reads it, and a store that trusts it. */
    private void makeCertificate(String name, String host) throws Exception {
        Path keys = folder.resolve(name + "-key.p12");
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=" + host, "-validity", "2", "-keystore", keys.toString());
        keytool("-exportcert", "-rfc", "-alias", name, "-file", folder.resolve(name + ".crt").toString(), "-keystore", keys.toString());
        keytool("-importcert", "-noprompt", "-alias", name, "-file", folder.resolve(name + ".crt").toString(), "-keystore", folder.resolve(name + ".p12").toString());
        Key key = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()).getKey(name, PASSWORD.toCharArray());
        Path file = Files.createFile(
                folder.resolve(name + ".key"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
