package io.taskledger.support;

import static org.awaitility.Awaitility.await;

import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real PgBouncer that pools transactions, in front of a PostgreSQL of {@link TestPostgres}. */
public final class PgBouncer implements AutoCloseable {

    /** For {@code @EnabledIf}. */
    public static final String IS_INSTALLED = "io.taskledger.support.PgBouncer#isInstalled";

    private final Path folder;
    private final Process process;
    private final int port;
    private final URI server;

    /** @param database its URL, as {@link TestPostgres#newDatabase} gives it */
    public PgBouncer(String database) throws IOException {
        server = URI.create(database.substring("jdbc:".length()));
        port = freePort();
        folder = Files.createTempDirectory("pgbouncer-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path users = Files.writeString(folder.resolve("users"), "\"postgres\" \"\"\n");
        Path settings = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 20
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.getHost(), server.getPort(), port, users));
        List<String> command = new ArrayList<>(List.of(executable().toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody")); // it refuses to be root
        }
        command.add(settings.toString());
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        await().until(this::accepts);
    }

    public static boolean isInstalled() {
        return Files.isExecutable(executable());
    }

    private static Path executable() {
        return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of("pgbouncer"));
    }

    /** The same database, by way of the pooler; without prepared statements, which 1.18 can't pass on. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + server.getPath() + "?" + server.getQuery() + "&prepareThreshold=0";
    }

    private boolean accepts() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
