package io.taskledger.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The peers in {@code bench/peers} that can be had on this machine. */
record Peers(Server server, Population population) {

    static final String FASTIFY = "Fastify + pg";
    static final String FASTAPI = "FastAPI + SQLModel";

    private static final Path SOURCES = Path.of("bench/peers");
    private static final int INSTALLING_SECONDS = 180;

    /** The Python that Debian's packages are for. */
    private static final String PYTHON = "/usr/bin/python3";

    private interface Start {
        Peer run() throws LeftOut, IOException, SQLException, InterruptedException;
    }

    /** With the population's tasks in their tables; says which are left out, and why. */
    List<Peer> start() throws IOException, SQLException, InterruptedException {
        List<Peer> started = new ArrayList<>();
        add(started, FASTIFY, this::fastify);
        add(started, FASTAPI, this::fastapi);
        return started;
    }

    private void add(List<Peer> started, String name, Start start) throws IOException, SQLException, InterruptedException {
        try {
            Peer peer = start.run();
            started.add(peer);
            population.storeRows(peer.database());
        } catch (LeftOut e) {
            System.out.printf("%nleft out: %s: %s%n", name, e.getMessage());
        }
    }

    private Peer fastify() throws LeftOut, IOException, SQLException, InterruptedException {
        require("node", "--version");
        Path folder = Files.createDirectory(server.folder().resolve("fastify-pg"));
        for (String file : List.of("app.mjs", "package.json")) {
            Files.copy(SOURCES.resolve("fastify-pg").resolve(file), folder.resolve(file));
        }
        run(new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--loglevel=error").directory(folder.toFile()));
        var builder = new ProcessBuilder("node", "app.mjs").directory(folder.toFile());
        return start(FASTIFY, builder, "postgres", server.create("peer_fastify"), Calls.FASTIFY, Service.freePort());
    }

    private Peer fastapi() throws LeftOut, IOException, SQLException, InterruptedException {
        require(PYTHON, "-c", "import fastapi, sqlmodel, asyncpg, jose, uvicorn, uvloop, httptools");
        int port = Service.freePort();
        var builder = new ProcessBuilder(
                        PYTHON, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", "" + port, "--workers",
                        "" + Runtime.getRuntime().availableProcessors(), "--loop", "uvloop", "--http", "httptools", "--no-access-log")
                .directory(SOURCES.resolve("fastapi-sqlmodel").toFile());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return start(FASTAPI, builder, "postgresql+asyncpg", server.create("peer_fastapi"), Calls.FASTAPI, port);
    }

    private Peer start(String name, ProcessBuilder builder, String scheme, Database database, Map<Work, List<Call>> calls, int port)
            throws LeftOut, IOException, InterruptedException {
        builder.environment().put("DATABASE_URL", database.uri().toString().replaceFirst("^[^:]*", scheme));
        builder.environment().put("BETTER_AUTH_SECRET", Tokens.SECRET);
        builder.environment().put("PORT", "" + port);
        Path log = server.folder().resolve(database.name() + ".log");
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        return new Peer(name, process, URI.create("http://127.0.0.1:" + port), database, calls).awaitReady(log);
    }

    private void require(String... command) throws LeftOut, IOException, InterruptedException {
        run(new ProcessBuilder(command));
    }

    private void run(ProcessBuilder builder) throws LeftOut, IOException, InterruptedException {
        String program = builder.command().getFirst();
        Path said = Files.createTempFile(server.folder(), "said", ".txt");
        Process process;
        try {
            process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        } catch (IOException e) {
            throw new LeftOut(program + " can't be started: " + e.getMessage());
        }
        boolean ended = process.waitFor(INSTALLING_SECONDS, TimeUnit.SECONDS);
        if (!ended || process.exitValue() != 0) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new LeftOut("%s %s: %s".formatted(
                    String.join(" ", builder.command()), ended ? "failed" : "did not end", Peer.end(Files.readString(said))));
        }
    }
}
