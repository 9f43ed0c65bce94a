package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReceiptTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void statusCountsBeforeTheBodyEnds() {
        AtomicInteger enough = new AtomicInteger();
        Receipt receipt = new Receipt(Clock.systemUTC(), enough::incrementAndGet);
        assertThat(receipt.answer(Duration.ZERO)).isEmpty();
        receipt.consumeResponse(
                new BasicHttpResponse(202), new BasicEntityDetails(5_000, null), HttpCoreContext.create(), null);
        receipt.consume(bytes("drip"));
        assertThat(receipt.answer(Duration.ZERO)).hasValueSatisfying(answer -> {
            assertThat(answer.isSuccess()).isTrue();
            assertThat(answer.excerpt()).isEqualTo("drip");
        });
        assertThat(enough).hasValue(0);
        receipt.consume(bytes("x".repeat(2_000)));
        assertThat(enough).hasValue(1);
        assertThat(receipt.answer(Duration.ZERO))
                .hasValueSatisfying(answer -> assertThat(answer.excerpt()).hasSize(1_024));
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "120, PT2M",
        "' 7 ', PT7S",
        "'Mon, 30 Nov 2026 12:05:00 GMT', PT5M",
        "'Mon, 30 Nov 2026 11:00:00 GMT', PT0S",
        "soon, ",
        "-5, ",
        "1.5, ",
        "99999999999999999999, ",
        "'', ",
    })
    void retryAfterIsSecondsOrADate(String value, Duration expected) {
        assertThat(Receipt.retryAfter(value, NOW)).isEqualTo(expected);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
