package io.taskledger.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Data folders for tests that are not about a first start, which unpacks PostgreSQL and makes its database. */
public final class PreparedData {

    private PreparedData() {}

    /** A copy of the folder of a service that was started once and stopped. */
    public static Path in(Path folder) throws IOException {
        Path data = Rehearsal.data();
        Path copy = folder.resolve("data");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(data.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
        Files.delete(copy.resolve("port")); // else two copies would begin with the same
        return copy;
    }
}
