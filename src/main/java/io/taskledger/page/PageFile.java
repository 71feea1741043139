package io.taskledger.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.ResponseUtil;
import org.apache.tomcat.util.http.parser.AcceptEncoding;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.zip.GZIPOutputStream;

/** A file as it is sent: compressed already, for who takes that. */
final class PageFile {

    private final String type;
    private final byte[] content;
    private final byte[] compressed;

    PageFile(String address, byte[] content) throws IOException {
        this.type = MediaTypeFactory.getMediaType(address).orElse(MediaType.APPLICATION_OCTET_STREAM).toString();
        this.content = content;
        this.compressed = gzip(content);
    }

    byte[] content() {
        return content;
    }

    /** Tomcat keeps the body from who asked for the head alone. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean shorter = takesGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        byte[] body = shorter ? compressed : content;
        response.setContentType(type);
        response.setContentLength(body.length);
        ResponseUtil.addVaryFieldName(response, HttpHeaders.ACCEPT_ENCODING);
        if (shorter) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.getOutputStream().write(body);
    }

    private static boolean takesGzip(@Nullable String accepted) throws IOException {
        return accepted != null && AcceptEncoding.parse(new StringReader(accepted)).stream()
                .anyMatch(coding -> coding.getEncoding().equals("gzip") && coding.getQuality() > 0);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        }
        return compressed.toByteArray();
    }
}
