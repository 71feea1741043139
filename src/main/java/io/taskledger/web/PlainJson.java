package io.taskledger.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.kernel.InvalidRequest;
import io.taskledger.problem.ContentCodings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;

/**
 * JSON in and out is UTF-8 (RFC 8259, section 8.1), as it is, under its plain name. So a body in another encoding is refused
 * before it is read, and what a client accepts decides whether it is answered, never how.
 */
final class PlainJson implements HandlerInterceptor, ContentNegotiationStrategy {

    private static final MediaType NOTHING = new MediaType("nothing", "nothing");

    private final ContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();

    @Override
    public List<MediaType> resolveMediaTypes(NativeWebRequest request) {
        List<MediaType> accepted = listed(request).stream()
                .filter(type -> type.getQualityValue() > 0)
                .map(type -> new MediaType(type.getType(), type.getSubtype()))
                .toList();
        return accepted.isEmpty() ? List.of(NOTHING) : accepted;
    }

    /** What can't be read accepts nothing, which matters only where there is something to be had. */
    private List<MediaType> listed(NativeWebRequest request) {
        try {
            return header.resolveMediaTypes(request);
        } catch (HttpMediaTypeNotAcceptableException _) {
            return List.of();
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException, HttpMediaTypeNotSupportedException {
        String type = request.getContentType();
        if (type != null && handler instanceof HandlerMethod endpoint && readsBody(endpoint)) {
            requirePlain(MediaType.parseMediaType(type), ContentCodings.areUsed(request));
            requireUtf8(request.getInputStream().readAllBytes());
        }
        return true;
    }

    /** What comes with a request that needs no body is nobody's business, whatever it says it is. */
    private static boolean readsBody(HandlerMethod endpoint) {
        return Arrays.stream(endpoint.getMethodParameters()).anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
    }

    private static void requirePlain(MediaType type, boolean encoded) throws HttpMediaTypeNotSupportedException {
        if (encoded || (type.getCharset() != null && !type.getCharset().equals(UTF_8))) {
            throw new HttpMediaTypeNotSupportedException(type, List.of(MediaType.APPLICATION_JSON));
        }
    }

    /** A byte of zero is no part of any JSON text in UTF-8, but of every one in UTF-16. */
    private static void requireUtf8(byte[] body) {
        try {
            if (UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).chars().noneMatch(unit -> unit == 0)) {
                return;
            }
        } catch (CharacterCodingException _) {
            // refused below
        }
        throw InvalidRequest.unreadable("", "must be JSON in UTF-8, not compressed");
    }
}
