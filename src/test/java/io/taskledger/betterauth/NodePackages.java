package io.taskledger.betterauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What the lock of {@code src/test/better-auth} names, installed by npm below the build's folder; again only where the lock changed. */
final class NodePackages {

    static final Path FOLDER = Path.of("target", "better-auth");

    private static final Path SOURCE = Path.of("test", "better-auth");
    private static final int OLDEST_NODE = 18;
    private static final int PATIENCE_MINUTES = 5;
    private static final Pattern UNREACHABLE = Pattern.compile(
            "npm (?:error|ERR!) code (EAI_AGAIN|ECONN\\w+|EHOSTUNREACH|EIDLETIMEOUT|ENETUNREACH|ENOTFOUND|ERR_SOCKET_TIMEOUT|ETIMEDOUT|E50\\d)\\b");

    private NodePackages() {}

    /**
     * Why they are not there, where that is the machine's or the network's doing; installs them if need be.
     *
     * @throws IllegalStateException where npm refuses them; and in CI, which has to bring Node and npm, where one of these is missing
     */
    static Optional<String> obstacle() {
        return Holder.OBSTACLE;
    }

    private static final class Holder {
        static final Optional<String> OBSTACLE = install();
    }

    private static Optional<String> install() {
        try {
            Optional<String> missing = missingProgram();
            if (missing.isPresent() && !Objects.requireNonNullElse(System.getenv("CI"), "").isEmpty()) {
                throw new IllegalStateException(missing.get() + ", and in CI the tests with Better Auth are not skipped");
            }
            return missing.isPresent() ? missing : installed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> missingProgram() throws InterruptedException {
        String node = version("node").orElse("none");
        if (!node.matches("v\\d+\\..*") || Integer.parseInt(node.substring(1, node.indexOf('.'))) < OLDEST_NODE) {
            return Optional.of("Better Auth needs Node " + OLDEST_NODE + " or later, and here is " + node);
        }
        return version("npm").isPresent() ? Optional.empty() : Optional.of("Better Auth is installed by npm, and here is none");
    }

    private static Optional<String> version(String program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program, "--version").redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String version = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(version) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> installed() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "package-lock.json", "server.mjs")) {
            Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path lock = FOLDER.resolve("package-lock.json");
        Path lastLock = FOLDER.resolve("installed-lock.json");
        if (Files.exists(lastLock) && Files.mismatch(lock, lastLock) < 0) {
            return Optional.empty();
        }
        Files.deleteIfExists(lastLock);
        Optional<String> obstacle = ci(FOLDER.resolve("npm.log").toFile());
        if (obstacle.isEmpty()) {
            Files.copy(lock, lastLock);
        }
        return obstacle;
    }

    private static Optional<String> ci(File log) throws IOException, InterruptedException {
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline",
                        "--fetch-retries=1", "--fetch-retry-mintimeout=1000")
                .directory(FOLDER.toFile()).redirectErrorStream(true).redirectOutput(log).start();
        if (!npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            npm.destroyForcibly().waitFor();
            return Optional.of("npm's registry did not give Better Auth within " + PATIENCE_MINUTES + " minutes");
        }
        String said = Files.readString(log.toPath());
        var unreachable = UNREACHABLE.matcher(said);
        if (npm.exitValue() != 0 && !unreachable.find()) {
            throw new IllegalStateException("npm ci: " + said);
        }
        return npm.exitValue() == 0 ? Optional.empty() : Optional.of("npm's registry can't be reached: " + unreachable.group(1));
    }
}
