package io.github.cameltiktok.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixedRequestsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 99, 100, 1_000, 10_001})
    void kindsAddUpToCount(int count) {
        MixedRequests mixed = MixedRequests.of(count);

        assertThat(mixed.count()).isEqualTo(count);
        assertThat(mixed.records("topic")).hasSize(count);
        assertThat(Arrays.stream(RequestKind.values()).mapToInt(mixed::count).sum())
                .isEqualTo(count);
    }

    @Test
    void sameCountCreatesSameRequests() {
        assertThat(texts(MixedRequests.of(200))).isEqualTo(texts(MixedRequests.of(200)));
        assertThat(texts(MixedRequests.of(200)).subList(0, 100)).isNotEqualTo(texts(MixedRequests.of(100)));
    }

    @Test
    void goodRequestsDifferAndDuplicatesRepeatThem() {
        MixedRequests mixed = MixedRequests.of(1_000);

        List<String> good = texts(mixed, RequestKind.GOOD);
        assertThat(good).doesNotHaveDuplicates().hasSize(690);
        assertThat(Set.copyOf(good)).containsAll(texts(mixed, RequestKind.DUPLICATE));
    }

    @Test
    void sharesAddUpToOne() {
        assertThat(Arrays.stream(RequestKind.values())
                        .mapToDouble(RequestKind::share)
                        .sum())
                .isBetween(0.999_999, 1.000_001);
    }

    private static List<String> texts(MixedRequests mixed) {
        return mixed.records("topic").stream().map(MixedRequestsTest::text).toList();
    }

    private static List<String> texts(MixedRequests mixed, RequestKind kind) {
        return mixed.records("topic").stream()
                .filter(record -> new String(
                                record.headers().lastHeader(MixedRequests.KIND).value(), StandardCharsets.UTF_8)
                        .equals(kind.name()))
                .map(MixedRequestsTest::text)
                .collect(Collectors.toList());
    }

    private static String text(ProducerRecord<byte[], byte[]> record) {
        return record.value() == null ? "" : new String(record.value(), StandardCharsets.ISO_8859_1);
    }
}
