package io.taskledger.betterauth;

import io.taskledger.support.NodeCondition;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Skips a test, and says why, where Better Auth can't be had. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBetterAuth.Condition.class)
@interface NeedsBetterAuth {

    final class Condition extends NodeCondition {
        Condition() {
            super(BetterAuth.PACKAGES);
        }
    }
}
