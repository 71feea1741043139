package io.taskledger.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Makes the JSON of an answer whole before any of it is sent, so that its {@code Content-Length} is known: it is then written at once,
 * and not in chunks. Large answers, such as pages, are made elsewhere.
 */
final class MeasuredJson extends JacksonJsonHttpMessageConverter {

    /** Bytes of most answers. */
    private static final int USUAL = 1024;

    MeasuredJson(JsonMapper json) {
        super(json);
    }

    @Override
    protected void writeInternal(Object body, ResolvableType type, HttpOutputMessage answer, @Nullable Map<String, Object> hints)
            throws IOException {
        var bytes = new ByteArrayOutputStream(USUAL);
        super.writeInternal(body, type, new InMemory(bytes, answer.getHeaders()), hints);
        answer.getHeaders().setContentLength(bytes.size());
        bytes.writeTo(answer.getBody());
    }

    private record InMemory(OutputStream body, HttpHeaders headers) implements HttpOutputMessage {

        @Override
        public OutputStream getBody() {
            return body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
