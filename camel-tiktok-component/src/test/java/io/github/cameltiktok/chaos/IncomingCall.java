package io.github.cameltiktok.chaos;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request to the hostile server asks.
 *
 * @param provider that the server plays
 * @param resource video or user
 * @param subject id or handle
 * @param attempt how many such requests came, this one included
 * @param elsewhere another server
 */
record IncomingCall(String provider, String resource, String subject, int attempt, URI elsewhere) {

    private static final Pattern VIDEO = Pattern.compile("(?:video_id=|/video/)(\\d+)");
    private static final Pattern CREATOR = Pattern.compile("(?:username=|\"handle\":\"|/@)([\\w.]+)");

    /**
     * Returns what a request asks, as its first attempt.
     *
     * @param path with the query; its first segment names the provider
     * @return {@code null} if no client of a provider sends such a request, such as the beginning of TLS
     */
    static @Nullable IncomingCall of(String path, String body, URI elsewhere) {
        String asked = path + body;
        Matcher video = VIDEO.matcher(asked);
        boolean isVideo = video.find();
        Matcher creator = CREATOR.matcher(asked);
        if (!isVideo && !creator.find()) {
            return null;
        }
        String provider = path.split("/")[1];
        return new IncomingCall(
                provider, isVideo ? "video" : "user", isVideo ? video.group(1) : creator.group(1), 1, elsewhere);
    }

    /** Returns the same call, asked for the nth time. */
    IncomingCall attempt(int number) {
        return new IncomingCall(provider, resource, subject, number, elsewhere);
    }

    /** Returns the shortest answer in the provider's words that says something about the subject. */
    String goodAnswer() {
        return goodAnswer(subject);
    }

    /** Returns the answer about another subject. */
    String goodAnswer(String about) {
        boolean isVideo = resource.equals("video");
        return switch (provider) {
            case "apidirect" ->
                isVideo
                        ? "{\"video\":{\"video_id\":\"" + about + "\",\"title\":\"good\"}}"
                        : "{\"user\":{\"username\":\"" + about + "\",\"nickname\":\"good\"}}";
            case "dumplingai" ->
                isVideo
                        ? "{\"id\":\"" + about + "\",\"desc\":\"good\"}"
                        : "{\"user\":{\"uniqueId\":\"" + about + "\",\"nickname\":\"good\"}}";
            default ->
                isVideo
                        ? "{\"ok\":true,\"type\":\"TIKTOK_VIDEO\",\"url\":\"https://www.tiktok.com/@_/video/" + about
                                + "\",\"tiktokVideo\":{\"text\":\"good\"}}"
                        : "{\"ok\":true,\"type\":\"TIKTOK_USER\",\"url\":\"https://www.tiktok.com/@" + about
                                + "\",\"tiktokUser\":{\"name\":\"good\"}}";
        };
    }
}
