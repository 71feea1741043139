package io.taskledger.answer;

import io.taskledger.kernel.NoRoomForAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Takes room for each answer that is there as bytes before it is sent: pages, the OpenAPI document, the metrics. Other answers are small, or are read
 * from files in pieces.
 */
@ControllerAdvice
final class SentAnswers implements ResponseBodyAdvice<Object> {

    @Override
    public boolean supports(MethodParameter endpoint, Class<? extends HttpMessageConverter<?>> converter) {
        return ByteArrayHttpMessageConverter.class.isAssignableFrom(converter);
    }

    /** @throws NoRoomForAnswer where there is none */
    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter endpoint,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof byte[] bytes && request instanceof ServletServerHttpRequest servlet) {
            AnswerRooms.of(servlet.getServletRequest()).send(bytes.length);
        }
        return body;
    }
}
