package io.taskledger.identity;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where nobody's tokens are configured. */
final class DevelopmentMode implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return TokenSource.from(context.getEnvironment()) instanceof TokenSource.Development;
    }
}
