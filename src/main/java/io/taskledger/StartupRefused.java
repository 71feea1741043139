package io.taskledger;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The service can't start as it is set up. Shown as two sentences, without a stack trace. */
public class StartupRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * A refusal.
     *
     * @param reason what is wrong
     * @param remedy what to do about it
     */
    public StartupRefused(String reason, String remedy) {
        this(reason, remedy, null);
    }

    public StartupRefused(String reason, String remedy, @Nullable Throwable cause) {
        super(reason, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }

    /** Has Spring Boot print the two sentences; found by META-INF/spring.factories. */
    static final class Analyzer extends AbstractFailureAnalyzer<StartupRefused> {
        @Override
        protected FailureAnalysis analyze(Throwable failure, StartupRefused refused) {
            return new FailureAnalysis(String.valueOf(refused.getMessage()), refused.remedy, failure);
        }
    }
}
