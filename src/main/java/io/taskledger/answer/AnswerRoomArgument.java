package io.taskledger.answer;

import io.taskledger.kernel.AnswerRoom;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import java.util.Objects;

/** Gives an endpoint the room for its answer: a parameter of type {@link AnswerRoom}. */
@Component
public final class AnswerRoomArgument implements HandlerMethodArgumentResolver {

    AnswerRoomArgument() {}

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == AnswerRoom.class;
    }

    @Override
    public AnswerRoom resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return AnswerRooms.of(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    }
}
