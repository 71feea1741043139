package io.taskledger.page;

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
import java.util.Objects;

/** Skips a test, and says why, where there is no {@link Chromium}; in CI there has to be one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBrowser.Condition.class)
@interface NeedsBrowser {

    final class Condition implements ExecutionCondition {

        private static final Logger log = LoggerFactory.getLogger(NeedsBrowser.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Chromium.obstacle()
                    .map(obstacle -> skipped(context, obstacle))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("there is a browser"));
        }

        /** Maven shows the reason in its reports alone. */
        private static ConditionEvaluationResult skipped(ExtensionContext context, String obstacle) {
            if (!Objects.requireNonNullElse(System.getenv("CI"), "").isEmpty()) {
                throw new IllegalStateException("In CI these tests run: " + obstacle); // .ci/run installs what they need
            }
            if (context.getTestMethod().isEmpty()) {
                log.warn("SKIPPED: {}. {}.", context.getRequiredTestClass().getName(), obstacle);
            }
            return ConditionEvaluationResult.disabled(obstacle);
        }
    }
}
