package io.taskledger.identity;

import io.taskledger.StartupRefused;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where nobody's tokens are configured. */
public final class DevelopmentMode implements Condition {

    /** @throws StartupRefused where what is configured is not enough */
    public static boolean isOn(Environment environment) {
        return TokenSource.from(environment) instanceof TokenSource.Development;
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return isOn(context.getEnvironment());
    }
}
