package io.taskledger.betterauth;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Skips a test, and says why, where there is no Node or npm's registry can't be reached. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBetterAuth.Condition.class)
@interface NeedsBetterAuth {

    final class Condition implements ExecutionCondition {

        private static final Logger log = LoggerFactory.getLogger(NeedsBetterAuth.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return NodePackages.obstacle()
                    .map(obstacle -> skipped(context, obstacle))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("Better Auth is installed"));
        }

        /** Maven shows the reason in its reports alone. */
        private static ConditionEvaluationResult skipped(ExtensionContext context, String obstacle) {
            log.warn("SKIPPED: {}. {}.", context.getRequiredTestClass().getName(), obstacle);
            return ConditionEvaluationResult.disabled(obstacle);
        }
    }
}
