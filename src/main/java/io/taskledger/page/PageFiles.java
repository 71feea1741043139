package io.taskledger.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The page's files, read once, at the start. Its document names the others by addresses with a version that follows from what is in all of
 * them, so that what such an address leads to never changes. A module finds those that it imports beside itself, and so in the same version.
 */
@Component
final class PageFiles {

    static final List<String> FOLDERS = List.of("/page/", "/lib/");

    private static final String ROOT = "/static";

    /** A file, as the document names it; the settings are none. */
    private static final Pattern NAMED = Pattern.compile("\"/(page|lib)/(?!settings\")");

    /** Without a version. */
    private final Map<String, PageFile> byAddress = new TreeMap<>();
    private final String version;
    private final String document;

    PageFiles() throws IOException {
        for (String folder : FOLDERS) {
            read(folder);
        }
        version = "v-" + ContentTag.name(digests());
        String written = new String(requireNonNull(byAddress.get("/page/index.html")).content(), UTF_8);
        document = NAMED.matcher(written).replaceAll("\"/$1/" + version + "/");
    }

    /** What the page begins with, which names all that it needs at once. */
    String document() {
        return document;
    }

    String version() {
        return version;
    }

    @Nullable PageFile at(String address) {
        return byAddress.get(address);
    }

    private byte[] digests() {
        var all = new ByteArrayOutputStream();
        byAddress.forEach((address, file) -> {
            all.writeBytes(ContentTag.sha256(address.getBytes(UTF_8)));
            all.writeBytes(ContentTag.sha256(file.content()));
        });
        return all.toByteArray();
    }

    private void read(String folder) throws IOException {
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:" + ROOT + folder + "**")) {
            String url = file.getURL().toString();
            if (file.isReadable() && !url.endsWith("/")) {
                String address = url.substring(url.lastIndexOf(ROOT + folder) + ROOT.length());
                byAddress.put(address, new PageFile(address, file.getContentAsByteArray()));
            }
        }
    }
}
