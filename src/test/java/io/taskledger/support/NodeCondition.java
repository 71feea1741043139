package io.taskledger.support;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Skips a test, and says why, where there is no Node or npm's registry can't be reached. */
public abstract class NodeCondition implements ExecutionCondition {

    private static final Logger log = LoggerFactory.getLogger(NodeCondition.class);

    private final NodePackages packages;

    protected NodeCondition(NodePackages packages) {
        this.packages = packages;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return packages.obstacle()
                .map(obstacle -> skipped(context, obstacle))
                .orElseGet(() -> ConditionEvaluationResult.enabled("It is installed"));
    }

    /** Maven shows the reason in its reports alone. */
    private static ConditionEvaluationResult skipped(ExtensionContext context, String obstacle) {
        log.warn("SKIPPED: {}. {}.", context.getRequiredTestClass().getName(), obstacle);
        return ConditionEvaluationResult.disabled(obstacle);
    }
}
