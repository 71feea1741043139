package io.taskledger.training;

import io.taskledger.TaskLedger;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The jar of the service, packaged of what the tests run on. */
final class PackagedJar {

    private PackagedJar() {}

    static Path in(Path folder) throws IOException, URISyntaxException {
        Path service = Path.of(TaskLedger.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path tests = Path.of(PackagedJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Path> others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(part -> !part.equals(service) && !part.equals(tests)).toList();
        Path plain = jar(service, folder.resolve("plain.jar"));
        Path packaged = folder.resolve("task-ledger.jar");
        var repackager = new Repackager(plain.toFile());
        repackager.setMainClass(TaskLedger.class.getName());
        repackager.repackage(packaged.toFile(), libraries -> {
            for (int number = 0; number < others.size(); number++) {
                Path part = others.get(number);
                File library = (Files.isDirectory(part) ? jar(part, folder.resolve("module-" + number + ".jar")) : part).toFile();
                libraries.library(new Library(library, LibraryScope.RUNTIME));
            }
        });
        return packaged;
    }

    private static Path jar(Path folder, Path jar) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        tool.run(System.out, System.err, "--create", "--no-compress", "--file", jar.toString(), "-C", folder.toString(), ".");
        return jar;
    }
}
