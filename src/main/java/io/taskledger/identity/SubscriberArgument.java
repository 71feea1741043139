package io.taskledger.identity;

import io.taskledger.query.changes.Subscriber;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import java.util.Objects;

/** Gives an endpoint whose answer goes on its caller, and until when the token says that it is they. */
@Component
public class SubscriberArgument implements HandlerMethodArgumentResolver {

    SubscriberArgument() {}

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Subscriber.class;
    }

    @Override
    public Subscriber resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        CallerToken token = CallerToken.current();
        return new Subscriber(token.user(), Objects.requireNonNull(token.getToken().getExpiresAt(), "exp"));
    }
}
