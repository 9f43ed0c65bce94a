package io.github.cameltiktok.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class WeakValuesTest {

    private final WeakValues<String, Object> values = new WeakValues<>();

    @Test
    void thoseWhoNameTheSameKeyShareItsValue() {
        Object first = values.get("key", Object::new);

        assertThat(values.get("key", Object::new)).isSameAs(first);
        assertThat(values.get("other", Object::new)).isNotSameAs(first);
    }

    @Test
    void aValueStaysAsLongAsSomebodyHoldsIt() {
        Object held = values.get("held", Object::new);
        values.get("dropped", Object::new);

        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(values.all()).containsOnlyKeys("held");
        });
        assertThat(values.get("held", Object::new)).isSameAs(held);
    }

    @Test
    void aValueThatIsGoneIsMadeAnewAndThenStays() {
        values.get("key", Object::new);
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(values.all()).isEmpty();
        });

        Object anew = values.get("key", Object::new);

        assertThat(values.get("other", Object::new)).isNotSameAs(anew);
        assertThat(values.get("key", Object::new)).isSameAs(anew);
    }
}
