package io.taskledger.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser that is installed, one for all tests of a run: {@code CHROMIUM} where that is set, or what the {@code PATH} has. None is ever
 * downloaded. What drives it runs on Node: that of the {@code PATH}, or the one that the profile {@code browser-driver} brings.
 */
final class Chromium {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int OLDEST_NODE = 20;

    private Chromium() {}

    /** Why it can't be used here. */
    static Optional<String> obstacle() {
        return Holder.OBSTACLE;
    }

    /** For the thread of the tests alone. */
    static Browser browser() {
        return Started.BROWSER;
    }

    private static final class Holder {

        static final Optional<Path> EXECUTABLE = executable();
        static final Optional<Path> NODE = onPath("node").filter(Chromium::isRecent);
        static final Optional<String> OBSTACLE = findObstacle();

        private static Optional<String> findObstacle() {
            if (EXECUTABLE.isEmpty()) {
                return Optional.of("There is no browser: CHROMIUM names none, and none of " + NAMES + " is on the PATH");
            }
            boolean brought = Chromium.class.getResource("/driver/linux/node") != null;
            return brought || NODE.isPresent()
                    ? Optional.empty()
                    : Optional.of("There is no Node " + OLDEST_NODE + " to drive the browser: -Pbrowser-driver brings one");
        }
    }

    private static final class Started {

        static final Browser BROWSER = start();

        @SuppressWarnings("resource") // both end with this process: they read from a pipe that it holds
        private static Browser start() {
            Map<String, String> environment = new HashMap<>(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
            Holder.NODE.ifPresent(node -> environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString()));
            boolean root = System.getProperty("user.name").equals("root");
            return Playwright.create(new Playwright.CreateOptions().setEnv(environment)).chromium().launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Holder.EXECUTABLE.orElseThrow())
                    .setChromiumSandbox(!root)); // as root it starts without one, or not at all
        }
    }

    private static Optional<Path> executable() {
        @Nullable String named = System.getenv("CHROMIUM");
        return named == null || named.isEmpty()
                ? NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst()
                : Optional.of(Path.of(named));
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isRecent(Path node) {
        try {
            Process process = new ProcessBuilder(node.toString(), "--version").redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String version = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return version.matches("v\\d+\\..*") && Integer.parseInt(version.substring(1, version.indexOf('.'))) >= OLDEST_NODE;
        } catch (IOException e) {
            return false;
        }
    }
}
