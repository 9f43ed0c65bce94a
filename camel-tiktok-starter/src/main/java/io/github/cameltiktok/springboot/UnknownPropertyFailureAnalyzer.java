package io.github.cameltiktok.springboot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports unknown properties in place of a stack trace. */
final class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnknownPropertyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownPropertyException cause) {
        return new FailureAnalysis(
                "The TikTok component has an " + cause.getMessage() + '.',
                "Correct or remove it. The reference of camel-tiktok lists the settings of component and providers.",
                cause);
    }
}
