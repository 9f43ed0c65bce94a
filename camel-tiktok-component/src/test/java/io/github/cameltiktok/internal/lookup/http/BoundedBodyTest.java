package io.github.cameltiktok.internal.lookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.cameltiktok.internal.lookup.http.BoundedBody.ResponseTooLargeException;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class BoundedBodyTest {

    @Property(tries = 300)
    void bodyIsIndependentOfTheDeclaredLength(
            @ForAll @IntRange(min = -1, max = 1_000) int promised, @ForAll @Size(max = 20) List<byte[]> chunks)
            throws ResponseTooLargeException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        BoundedBody body = new BoundedBody(1_000_000);
        body.expect(promised);
        for (byte[] chunk : chunks) {
            all.writeBytes(chunk);
            ByteBuffer source = ByteBuffer.wrap(chunk);
            body.add(source);

            assertThat(source.hasRemaining()).isFalse();
        }

        assertThat(body.toArray()).isEqualTo(all.toByteArray());
    }

    @Property(tries = 300)
    void bodyOverTheMaximumIsRejected(
            @ForAll @IntRange(max = 100_000) int limit, @ForAll @IntRange(min = 1, max = 70_000) int chunk)
            throws ResponseTooLargeException {
        BoundedBody body = new BoundedBody(limit);
        for (int size = 0; size < limit; size += chunk) {
            body.add(ByteBuffer.allocate(Math.min(chunk, limit - size)));
        }

        assertThat(body.toArray()).hasSize(limit);
        assertThatThrownBy(() -> body.add(ByteBuffer.allocate(1))).isInstanceOf(ResponseTooLargeException.class);
    }

    @Example
    void declaredLengthOverTheMaximumIsRejected() throws ResponseTooLargeException {
        BoundedBody body = new BoundedBody(1_000);
        body.expect(1_000);

        assertThatThrownBy(() -> body.expect(1_001)).isInstanceOf(ResponseTooLargeException.class);
        assertThatThrownBy(() -> body.expect(Long.MAX_VALUE)).isInstanceOf(ResponseTooLargeException.class);
    }

    @Example
    void declaredLengthAllocatesLittle() throws ResponseTooLargeException {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        BoundedBody body = new BoundedBody(Integer.MAX_VALUE);
        long before = memory.getCurrentThreadAllocatedBytes();
        body.expect(1_000_000_000);

        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }
}
