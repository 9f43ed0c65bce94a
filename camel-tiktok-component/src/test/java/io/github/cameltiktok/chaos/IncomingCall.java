package io.github.cameltiktok.chaos;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call to an emulated provider.
 *
 * @param provider that the server emulates
 * @param resource {@code video} or {@code user}
 * @param subject id or handle
 * @param attempt number of equal calls, this one included
 * @param elsewhere base URL of another server
 */
record IncomingCall(String provider, String resource, String subject, int attempt, URI elsewhere) {

    private static final Pattern VIDEO = Pattern.compile("(?:video_id=|/video/)(\\d+)");
    private static final Pattern CREATOR = Pattern.compile("(?:username=|\"handle\":\"|/@)([\\w.]+)");

    /**
     * Returns the call of a request, as its first attempt.
     *
     * @param path with the query; its first segment names the provider
     * @return {@code null} for bytes that are no call, such as a TLS handshake
     */
    static @Nullable IncomingCall of(String path, String body, URI elsewhere) {
        String text = path + body;
        Matcher video = VIDEO.matcher(text);
        boolean isVideo = video.find();
        Matcher creator = CREATOR.matcher(text);
        if (!isVideo && !creator.find()) {
            return null;
        }
        String provider = path.split("/")[1];
        return new IncomingCall(
                provider, isVideo ? "video" : "user", isVideo ? video.group(1) : creator.group(1), 1, elsewhere);
    }

    /** Returns the same call with another attempt number. */
    IncomingCall attempt(int number) {
        return new IncomingCall(provider, resource, subject, number, elsewhere);
    }

    /** Returns a minimal response about the subject in the provider's format. */
    String goodAnswer() {
        return goodAnswer(subject);
    }

    /** Returns the response about another subject. */
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
