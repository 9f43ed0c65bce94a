package io.github.cameltiktok.pipeline.kill;

import io.github.cameltiktok.sandbox.RateLimitedVideos;
import io.github.cameltiktok.sandbox.SpecialSubject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A request with a number.
 *
 * @param number number of the request, the value of its header {@link #NUMBER}
 * @param value value of the record; may be null
 * @param videoId expected key of its video; null if it becomes a dead letter
 */
record NumberedRequest(
        int number,
        RequestKind kind,
        byte @Nullable [] value,
        @Nullable String videoId) {

    static final String NUMBER = "test-request";

    private static final long FIRST_ID = 7_400_000_000_000_000_000L;
    private static final long SHARED_ID = 7_300_000_000_000_000_000L;
    private static final long STEP = 1_000_003;
    private static final int SHARED_VIDEOS = 40;
    private static final int FAILING = 10;

    /**
     * Creates requests of all kinds, in random order by the seed. Failing requests are few, and in the first half. Otherwise
     * they would open the circuit breaker of each instance, which then allows three calls every 30 s.
     */
    static List<NumberedRequest> many(int count, long seed) {
        Random random = new Random(seed);
        List<RequestKind> kinds = new ArrayList<>();
        for (RequestKind kind : RequestKind.values()) {
            kinds.addAll(Collections.nCopies(count * kind.percent() / 100, kind));
        }
        Collections.shuffle(kinds, random);
        for (int i = 0; i < FAILING; i++) {
            kinds.set(random.nextInt(count / 2), RequestKind.FAILING);
        }
        List<NumberedRequest> requests = new ArrayList<>();
        for (RequestKind kind : kinds) {
            requests.add(of(requests.size(), kind));
        }
        return requests;
    }

    ProducerRecord<byte[], byte[]> record(String topic) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, value);
        record.headers().add(NUMBER, bytes(Integer.toString(number)));
        return record;
    }

    private static NumberedRequest of(int number, RequestKind kind) {
        return switch (kind) {
            case GOOD -> video(number, kind, Long.toString(FIRST_ID + number * STEP));
            case SHARED -> video(number, kind, Long.toString(SHARED_ID + number % SHARED_VIDEOS));
            case RATE_LIMITED -> video(number, kind, RateLimitedVideos.videoId(number % RateLimitedVideos.COUNT));
            case NOT_FOUND -> deadLetter(number, kind, bytes("https://vm.tiktok.com/ZMdead" + number + '/'));
            case MALFORMED -> deadLetter(number, kind, malformed(number));
            case FAILING -> deadLetter(number, kind, bytes(SpecialSubject.HTML_ANSWER.videoId()));
        };
    }

    private static NumberedRequest video(int number, RequestKind kind, String id) {
        return new NumberedRequest(
                number,
                kind,
                bytes("{\"video_id\":\"" + id + "\",\"requestSource\":\"API\",\"n\":" + number + '}'),
                id);
    }

    private static NumberedRequest deadLetter(int number, RequestKind kind, byte @Nullable [] value) {
        return new NumberedRequest(number, kind, value, null);
    }

    private static byte @Nullable [] malformed(int number) {
        return switch (number % 5) {
            case 0 -> null;
            case 1 -> bytes("");
            case 2 -> bytes("a cat video, please: " + number);
            case 3 -> bytes("{\"url\":\"https://www.tiktok.com/@some.cook/video/74" + number);
            default -> new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF};
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
