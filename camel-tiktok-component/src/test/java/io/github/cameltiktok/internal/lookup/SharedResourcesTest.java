package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class SharedResourcesTest {

    private static final String KEY = "key";

    private final List<String> disposed = new ArrayList<>();
    private final List<String> busy = new ArrayList<>();
    private final SharedResources<String, String> resources =
            new SharedResources<>(value -> !busy.contains(value), disposed::add);
    private final AtomicInteger made = new AtomicInteger();
    private final Supplier<String> maker = () -> "value " + made.incrementAndGet();

    @Test
    void usersOfAKeyShareOneValue() {
        assertThat(resources.acquire(KEY, maker)).isEqualTo("value 1");
        assertThat(resources.acquire(KEY, maker)).isEqualTo("value 1");
        assertThat(resources.acquire("other", maker)).isEqualTo("value 2");
        assertThat(resources.all()).containsOnlyKeys(KEY, "other").containsEntry("other", "value 2");
    }

    @Test
    void valueStaysUntilItsLastUserHasReleasedIt() {
        resources.acquire(KEY, maker);
        resources.acquire(KEY, maker);

        resources.release(KEY);
        resources.sweep(Duration.ZERO);
        assertThat(disposed).isEmpty();

        resources.release(KEY);
        resources.sweep(Duration.ZERO);
        assertThat(disposed).containsExactly("value 1");
        assertThat(resources.all()).isEmpty();
        assertThat(resources.acquire(KEY, maker)).isEqualTo("value 2");
    }

    @Test
    void unusedValueStaysForTheLinger() {
        resources.acquire(KEY, maker);
        resources.release(KEY);

        resources.sweep(Duration.ofDays(1));

        assertThat(disposed).isEmpty();
        assertThat(resources.acquire(KEY, maker)).isEqualTo("value 1");
    }

    @Test
    void valueThatIsAcquiredAgainStays() {
        resources.acquire(KEY, maker);
        resources.release(KEY);
        resources.acquire(KEY, maker);

        resources.sweep(Duration.ZERO);

        assertThat(disposed).isEmpty();
    }

    @Test
    void valueStaysUntilItMayBeDisposedOf() {
        busy.add(resources.acquire(KEY, maker));
        resources.release(KEY);
        resources.sweep(Duration.ZERO);
        assertThat(disposed).isEmpty();

        busy.clear();
        resources.sweep(Duration.ZERO);

        assertThat(disposed).containsExactly("value 1");
    }

    @Test
    void unknownKeyMayBeReleased() {
        resources.release(KEY);
        resources.acquire(KEY, maker);

        resources.sweep(Duration.ZERO);

        assertThat(disposed).isEmpty();
    }

    @Test
    void closingDisposesOfEachValueOnce() {
        resources.acquire("used", maker);
        resources.acquire("unused", maker);
        resources.release("unused");
        busy.add("value 1");

        resources.close();
        resources.release("used");
        busy.clear();
        resources.sweep(Duration.ZERO);
        resources.close();

        assertThat(disposed).containsExactlyInAnyOrder("value 1", "value 2");
    }

    @Test
    void valueAcquiredAfterTheCloseIsDisposedOf() {
        resources.acquire(KEY, maker);
        resources.close();
        disposed.clear();

        assertThat(resources.acquire(KEY, maker)).isEqualTo("value 2");

        assertThat(disposed).containsExactly("value 2");
        assertThat(resources.all()).containsEntry(KEY, "value 1");
    }
}
