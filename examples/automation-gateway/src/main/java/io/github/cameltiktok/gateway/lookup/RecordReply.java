package io.github.cameltiktok.gateway.lookup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.provider.mapping.MediaUrlExpiry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers a lookup with its record. Thread-safe. */
final class RecordReply {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** The component evicts a record this long before its first media link expires. */
    private static final Duration MEDIA_MARGIN = Duration.ofMinutes(1);

    private static final int TAG_BYTES = 16;

    private final Duration cacheTtl;
    private final Clock clock;

    /** @param cacheTtl of the routes */
    RecordReply(Duration cacheTtl, Clock clock) {
        this.cacheTtl = cacheTtl;
        this.clock = clock;
    }

    /**
     * Returns the answer.
     *
     * @param isFresh whether the cache was not used
     * @param fields {@code null} for the whole record
     * @param ifNoneMatch ETags that the caller has; {@code null} if none
     */
    Reply of(Lookups.Result result, boolean isFresh, @Nullable FieldSelection fields, @Nullable String ifNoneMatch) {
        ObjectNode tree = (ObjectNode) TikTokJson.tree(result.record());
        String tag = tag(fields == null ? tree : fields.of(tree));
        Map<String, String> headers = new TreeMap<>();
        headers.put("ETag", tag);
        headers.put("Cache-Control", "private, max-age=" + (isFresh ? 0 : secondsLeft(result.record())));
        headers.put("Vary", "Authorization, X-API-Key");
        headers.put("TikTok-Provider", result.provider());
        headers.put("TikTok-Attempts", Integer.toString(result.attempts()));
        if (result.cost() != null) {
            headers.put("TikTok-Cost", cost(result));
        }
        if (ifNoneMatch != null && matches(ifNoneMatch, tag)) {
            return new Reply(304, headers, null);
        }
        headers.put("Content-Type", "application/json");
        return new Reply(200, headers, new Reply.Bytes(body(result, fields)));
    }

    /** Returns the answer of a lookup that has {@code found} instead of a status 404. */
    Reply found(Lookups.Result result, TikTokResource kind, boolean isFresh, @Nullable FieldSelection fields) {
        Reply record = of(result, isFresh, fields, null);
        Map<String, String> headers = new TreeMap<>(record.headers());
        headers.remove("ETag");
        String json = "{\"found\":true,\"" + kind.uriName() + "\":"
                + new String(body(result, fields), StandardCharsets.UTF_8) + '}';
        return new Reply(200, headers, new Reply.Bytes(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns that answer for a subject that is not visible. */
    static Reply notFound(ProblemException problem) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("found", false).put("reason", problem.getMessage());
        return new Reply(
                200,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                new Reply.Bytes(text(json).getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] body(Lookups.Result result, @Nullable FieldSelection fields) {
        return fields == null
                ? result.json()
                : text(fields.of((ObjectNode) TikTokJson.tree(result.record()))).getBytes(StandardCharsets.UTF_8);
    }

    private static String cost(Lookups.Result result) {
        String amount = String.valueOf(result.cost());
        return result.currency() == null ? amount : amount + ' ' + result.currency();
    }

    /** Returns what is left of the record's time in the cache, at most: a full cache evicts earlier. */
    private long secondsLeft(TikTokRecord record) {
        Instant retrievedAt = record.source().retrievedAt();
        Instant end = retrievedAt.plus(cacheTtl);
        Instant mediaEnd = MediaUrlExpiry.earliestOf(record);
        if (mediaEnd != null && mediaEnd.minus(MEDIA_MARGIN).isBefore(end)) {
            end = mediaEnd.minus(MEDIA_MARGIN);
        }
        return Math.max(
                0,
                Math.min(
                        cacheTtl.toSeconds(),
                        Duration.between(clock.instant(), end).toSeconds()));
    }

    /** Weak, because the bodies of equal tags may differ in time and id of their lookups. */
    private static String tag(ObjectNode record) {
        ObjectNode compared = record.deepCopy();
        JsonNode source = compared.path("source");
        if (source instanceof ObjectNode origin) {
            origin.remove("retrievedAt");
            origin.remove("requestId");
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text(compared).getBytes(StandardCharsets.UTF_8));
            return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TAG_BYTES))
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }

    private static boolean matches(String ifNoneMatch, String tag) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(other -> other.equals("*") || weak(other).equals(tag));
    }

    private static String weak(String tag) {
        return tag.startsWith("W/") ? tag : "W/" + tag;
    }

    private static String text(ObjectNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
        }
    }
}
