package io.github.cameltiktok.benchmark.mapping;

import java.util.List;

/** Data-binding types for Peekalink: only the fields that the connector's records use. */
final class PeekalinkAnswers {

    private PeekalinkAnswers() {}

    record VideoAnswer(
            boolean ok, String url, String type, int status, Sizes image, Video tiktokVideo, String requestId) {}

    record Video(
            String publishedAt,
            long likesCount,
            long commentsCount,
            long playsCount,
            long sharesCount,
            String text,
            Author user,
            List<File> media) {}

    record Author(String username, boolean verified, String name, String bio, String visibility, Sizes avatar) {}

    record File(
            int width,
            int height,
            long size,
            String format,
            Image thumbnail,
            Image medium,
            Image large,
            Image original) {}

    record UserAnswer(boolean ok, String url, String type, int status, User tiktokUser, String requestId) {}

    record User(
            String username,
            boolean verified,
            String name,
            String bio,
            String url,
            long followersCount,
            long followingCount,
            long likesCount,
            String visibility,
            Sizes avatar) {}

    record Sizes(Image thumbnail, Image medium, Image large, Image original) {}

    record Image(int width, int height, String url) {}
}
