package io.github.cameltiktok.model;

/** What a lookup gives: a {@link TikTokVideo} or a {@link TikTokUser}. */
public sealed interface TikTokRecord permits TikTokVideo, TikTokUser {

    /** Returns where the record comes from and which of its fields were worked out instead of given. */
    Source source();
}
