package io.taskledger.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A folder of this repository with a {@code package-lock.json}, copied below the build's folder, with what the lock names; npm
 * installs that again only where the lock changed.
 *
 * @param obstacle why it is not there, where that is the machine's or the network's doing
 */
public record NodePackages(Path folder, Optional<String> obstacle) {

    private static final Set<String> MADE = Set.of("node_modules", "dist");
    private static final Path LAST_LOCK = Path.of("installed-lock.json");
    private static final int PATIENCE_MINUTES = 5;
    private static final Pattern UNREACHABLE = Pattern.compile(
            "npm (?:error|ERR!) code (EAI_AGAIN|ECONN\\w+|EHOSTUNREACH|EIDLETIMEOUT|ENETUNREACH|ENOTFOUND|ERR_SOCKET_TIMEOUT|ETIMEDOUT|E50\\d)\\b");

    /**
     * @param name of what is installed, for people
     * @param oldestNode that it runs on: a major version
     * @throws IllegalStateException where npm refuses them; and in CI, which has to bring Node and npm, where one of these is missing
     */
    public static NodePackages installed(String name, int oldestNode, Path source) {
        Path folder = Path.of("target").resolve(source.getFileName());
        try {
            Optional<String> missing = missingProgram(name, oldestNode);
            if (missing.isPresent() && !Objects.requireNonNullElse(System.getenv("CI"), "").isEmpty()) {
                throw new IllegalStateException(missing.get() + ", and in CI the tests with it are not skipped");
            }
            return new NodePackages(folder, missing.isPresent() ? missing : install(name, source, folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> missingProgram(String name, int oldestNode) throws InterruptedException {
        String node = version("node").orElse("none");
        if (!node.matches("v\\d+\\..*") || Integer.parseInt(node.substring(1, node.indexOf('.'))) < oldestNode) {
            return Optional.of(name + " needs Node " + oldestNode + " or later, and here is " + node);
        }
        return version("npm").isPresent() ? Optional.empty() : Optional.of(name + " is installed by npm, and here is none");
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

    private static Optional<String> install(String name, Path source, Path folder) throws IOException, InterruptedException {
        copy(source, folder);
        Path lock = folder.resolve("package-lock.json");
        Path lastLock = folder.resolve(LAST_LOCK);
        if (Files.exists(lastLock) && Files.mismatch(lock, lastLock) < 0) {
            return Optional.empty();
        }
        Files.deleteIfExists(lastLock);
        Optional<String> obstacle = ci(name, folder);
        if (obstacle.isEmpty()) {
            Files.copy(lock, lastLock);
        }
        return obstacle;
    }

    /** What is no more in the source goes. */
    private static void copy(Path source, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = filesOf(source);
        for (Path file : filesOf(folder)) {
            if (!files.contains(file) && !file.equals(LAST_LOCK)) {
                Files.delete(folder.resolve(file));
            }
        }
        for (Path file : files) {
            Path copy = folder.resolve(file);
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            Files.copy(source.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Optional<String> ci(String name, Path folder) throws IOException, InterruptedException {
        File log = folder.resolve("npm.log").toFile();
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline",
                        "--fetch-retries=1", "--fetch-retry-mintimeout=1000")
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log).start();
        if (!npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            npm.destroyForcibly().waitFor();
            return Optional.of("npm's registry did not give " + name + " within " + PATIENCE_MINUTES + " minutes");
        }
        String said = Files.readString(log.toPath());
        var unreachable = UNREACHABLE.matcher(said);
        if (npm.exitValue() != 0 && !unreachable.find()) {
            throw new IllegalStateException("npm ci: " + said);
        }
        return npm.exitValue() == 0 ? Optional.empty() : Optional.of("npm's registry can't be reached: " + unreachable.group(1));
    }

    /** But for those that npm and the build make. */
    private static List<Path> filesOf(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return MADE.contains(String.valueOf(directory.getFileName())) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(folder.relativize(file));
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
