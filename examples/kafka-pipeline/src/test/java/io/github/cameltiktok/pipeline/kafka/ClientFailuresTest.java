package io.github.cameltiktok.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClientFailuresTest {

    private final KafkaSettings settings = KafkaSettings.of("broker:9092");

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new SaslAuthenticationException("Authentication failed"),
                        "login refused by the brokers broker:9092: Authentication failed"),
                Arguments.of(
                        GroupAuthorizationException.forGroupId("tiktok-replay-1"),
                        "missing right at broker:9092: READ on group tiktok-replay-1 "
                                + "(Not authorized to access group: tiktok-replay-1). Grant it"),
                Arguments.of(
                        new TopicAuthorizationException(Set.of("tiktok.requests")),
                        "missing right at broker:9092: READ or WRITE on topic tiktok.requests "
                                + "(Not authorized to access topics: [tiktok.requests]). Grant it"),
                Arguments.of(new KafkaException("odd"), "brokers broker:9092 cannot be used: odd"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void permanentFailureNamesReason(KafkaException failure, String message) {
        for (KafkaException thrown : new KafkaException[] {failure, new KafkaException("in a transaction", failure)}) {
            assertThat(ClientFailures.translated(settings, thrown))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void timeoutIsReportedAsUnreachableBrokers() {
        assertThat(ClientFailures.translated(settings, new KafkaException("x", new TimeoutException("after 30 s"))))
                .isInstanceOf(BrokersUnavailableException.class)
                .hasMessage("broker:9092 cannot be reached: after 30 s");
        assertThat(ClientFailures.silent(settings, "no dead letter for 30 s"))
                .hasMessage("broker:9092 cannot be reached: no dead letter for 30 s");
    }

    @Test
    void missingRightIsNamed() {
        assertThat(ClientFailures.missingRight(
                        settings,
                        "WRITE on transactional id tiktok-replay",
                        new TransactionalIdAuthorizationException("refused")))
                .hasMessage(
                        "missing right at broker:9092: WRITE on transactional id tiktok-replay (refused). Grant it");
    }
}
