package io.github.cameltiktok.gateway.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.model.TikTokResource;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outcome of one subject.
 *
 * @param index place of the subject in the request, from 0
 * @param status status that a single lookup would have had
 * @param outcome title of the problem, or {@code found}
 * @param json the line, without a line break
 */
record BatchLine(int index, int status, String outcome, String json) {

    private static final int OK = 200;

    /** Each line begins so. */
    private static final Pattern BEGIN = Pattern.compile("\\{\"index\":\\d+,\"status\":(\\d{3}),.*", Pattern.DOTALL);

    static BatchLine found(int index, TikTokResource kind, Lookups.Result result) {
        return new BatchLine(
                index,
                OK,
                "found",
                begin(index, OK) + kind.uriName() + "\":" + new String(result.json(), StandardCharsets.UTF_8) + '}');
    }

    /** @param problem body of the problem that a single lookup would have had */
    static BatchLine failed(int index, ObjectNode problem) {
        int status = problem.path("status").asInt();
        return new BatchLine(
                index, status, problem.path("title").asText(), begin(index, status) + "problem\":" + problem + '}');
    }

    private static String begin(int index, int status) {
        return "{\"index\":" + index + ",\"status\":" + status + ",\"";
    }

    /** Returns whether a stored line has a problem. */
    static boolean isFailed(String json) {
        Matcher begin = BEGIN.matcher(json);
        return !begin.matches() || Integer.parseInt(begin.group(1)) != OK;
    }

    /** Returns the line as a part of a stream. */
    byte[] bytes() {
        return (json + '\n').getBytes(StandardCharsets.UTF_8);
    }
}
