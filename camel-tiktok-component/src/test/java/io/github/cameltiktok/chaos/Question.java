package io.github.cameltiktok.chaos;

import java.net.URI;

/**
 * What a request to the hostile server asks.
 *
 * @param provider that the server plays
 * @param resource video or user
 * @param subject id or handle
 * @param attempt how many such requests came, this one included
 * @param elsewhere another server
 */
record Question(String provider, String resource, String subject, int attempt, URI elsewhere) {

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
