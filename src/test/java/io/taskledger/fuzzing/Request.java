package io.taskledger.fuzzing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A request as it goes over the wire, whatever is wrong with it. Each character stands for a byte.
 *
 * @param headers lines; the one that says how long the body is is not among them
 * @param last whether what follows on the same connection could be taken for a part of it
 */
record Request(String method, String target, String version, List<String> headers, String body, Framing framing, boolean last) {

    /** How a body is marked off. */
    enum Framing {
        NONE,
        LENGTH,
        CHUNKS
    }

    String path() {
        return target.replaceAll("(?s)[?#\t].*", "");
    }

    byte[] bytes() {
        var text = new StringBuilder(method).append(' ').append(target).append(' ').append(version).append("\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        switch (framing) {
            case NONE -> text.append("\r\n").append(body);
            case LENGTH -> text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
            case CHUNKS -> text.append("Transfer-Encoding: chunked\r\n\r\n").append(chunks());
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private String chunks() {
        var chunks = new StringBuilder();
        int size = Math.max(1, body.length() / 3);
        for (int at = 0; at < body.length(); at += size) {
            String chunk = body.substring(at, Math.min(body.length(), at + size));
            chunks.append(Integer.toHexString(chunk.length())).append(";a=b\r\n").append(chunk).append("\r\n");
        }
        return chunks.append("0\r\nX-Trailer: a\r\n\r\n").toString();
    }

    /** The same with a part less, in every way. */
    Stream<Request> smaller() {
        String path = path();
        List<String> parameters = List.of(target.substring(path.length()).replaceFirst("^\\?", "").split("&"));
        return Stream.of(
                        without(headers).map(fewer -> with(target, fewer, body)),
                        target.equals(path) ? Stream.<Request>empty() : without(parameters).map(fewer -> with(path + "?" + String.join("&", fewer),
                                headers, body)),
                        target.equals(path) ? Stream.<Request>empty() : Stream.of(with(path, headers, body)),
                        body.isEmpty() ? Stream.<Request>empty() : Stream.of("", body.substring(body.length() / 2), body.substring(0,
                                body.length() / 2)).map(less -> with(target, headers, less)))
                .flatMap(smaller -> smaller)
                .filter(smaller -> !smaller.equals(this));
    }

    private static Stream<List<String>> without(List<String> parts) {
        return IntStream.range(0, parts.size()).mapToObj(i -> {
            List<String> others = new ArrayList<>(parts);
            others.remove(i);
            return others;
        });
    }

    private Request with(String newTarget, List<String> newHeaders, String newBody) {
        return new Request(method, newTarget, version, newHeaders, newBody, framing, last);
    }

    /** All of it, what can't be printed as {@code \xNN}. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (byte each : bytes()) {
            boolean printable = each == '\n' || (each >= ' ' && each < 127 && each != '\\');
            text.append(printable ? String.valueOf((char) each) : "\\x%02x".formatted(each));
        }
        return text.toString();
    }
}
