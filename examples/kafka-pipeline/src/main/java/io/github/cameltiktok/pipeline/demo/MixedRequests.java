package io.github.cameltiktok.pipeline.demo;

import io.github.cameltiktok.sandbox.RateLimitedVideos;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Requests of all kinds in random order; the same requests for the same count. Immutable. */
final class MixedRequests {

    /** Header with the kind of a request, from which the summary counts outcomes by kind. */
    static final String KIND = "demo-kind";

    private static final long FIRST_ID = 7_400_000_000_000_000_000L;
    private static final long ID_STEP = 1_000_003;
    private static final List<String> SOURCES = List.of("API", "MAKE_DOT_COM", "ZAPIER");
    private static final int DEEP = 100_000;

    /** Shared by all requests that have them: a million requests would otherwise hold 12 GB. */
    private static final byte[] DEEPLY_NESTED = bytes("{\"url\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + '}');

    private static final byte[] LARGE = bytes("x".repeat(1_000_000));

    private final List<Request> requests;

    private record Request(RequestKind kind, byte @Nullable [] value) {}

    private MixedRequests(List<Request> requests) {
        this.requests = requests;
    }

    /**
     * Creates requests of all kinds, each with its share.
     *
     * @param count at least 1
     */
    static MixedRequests of(int count) {
        Map<RequestKind, Integer> counts = new EnumMap<>(RequestKind.class);
        int others = 0;
        for (RequestKind kind : RequestKind.values()) {
            if (kind != RequestKind.GOOD) {
                int share = (int) (kind.share() * count);
                counts.put(kind, share);
                others += share;
            }
        }
        int good = count - others;
        counts.put(RequestKind.GOOD, good);
        List<Request> requests = new ArrayList<>();
        counts.forEach((kind, number) -> {
            IntFunction<byte @Nullable []> values = values(kind, good);
            for (int i = 0; i < number; i++) {
                requests.add(new Request(kind, values.apply(i)));
            }
        });
        Collections.shuffle(requests, new Random(count));
        return new MixedRequests(List.copyOf(requests));
    }

    int count() {
        return requests.size();
    }

    int count(RequestKind kind) {
        return (int) requests.stream().filter(request -> request.kind() == kind).count();
    }

    /** Returns the records to send, without keys. */
    List<ProducerRecord<byte[], byte[]>> records(String topic) {
        return requests.stream().map(request -> record(topic, request)).toList();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Request request) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, request.value());
        record.headers().add(KIND, bytes(request.kind().name()));
        return record;
    }

    private static IntFunction<byte @Nullable []> values(RequestKind kind, int good) {
        return switch (kind) {
            case GOOD -> MixedRequests::good;
            case DUPLICATE -> number -> good(number % good);
            case NOT_FOUND -> number -> bytes("https://vm.tiktok.com/ZMdead" + number + '/');
            case MALFORMED -> MixedRequests::malformed;
            case RATE_LIMITED -> number -> bytes(RateLimitedVideos.videoId(number % RateLimitedVideos.COUNT));
        };
    }

    private static byte[] good(int number) {
        String id = Long.toString(FIRST_ID + number * ID_STEP);
        String link = "https://www.tiktok.com/@some.cook/video/" + id;
        String source = SOURCES.get(number % SOURCES.size());
        return bytes(
                switch (number % 4) {
                    case 0 -> link;
                    case 1 -> id;
                    case 2 -> "{\"url\":\"" + link + "\",\"requestSource\":\"" + source + "\"}";
                    default -> "{\"video_id\":\"" + id + "\",\"requestSource\":\"" + source + "\"}";
                });
    }

    private static byte @Nullable [] malformed(int number) {
        return switch (number % 7) {
            case 0 -> null;
            case 1 -> bytes("");
            case 2 -> bytes("a cat video, please");
            case 3 -> bytes("{\"url\":\"https://www.tiktok.com/@some.cook/video/74");
            case 4 -> new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF};
            case 5 -> DEEPLY_NESTED;
            default -> LARGE;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
