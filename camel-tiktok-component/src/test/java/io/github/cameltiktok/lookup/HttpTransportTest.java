package io.github.cameltiktok.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP client is made beside the start, and so perhaps after the end. */
final class HttpTransportTest {

    private final HttpTransport transport =
            new HttpTransport(new TransportSettings(Duration.ofSeconds(5), null, null, 0), Clock.systemUTC());

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void makesItsClientOnce() {
        assertThat(transport.open()).isNotNull().isSameAs(transport.open());
    }

    @Test
    void makesNoneOnceItIsClosed() {
        transport.close();

        assertThat(transport.open()).isNull();
    }
}
