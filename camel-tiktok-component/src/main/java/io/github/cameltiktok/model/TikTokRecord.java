package io.github.cameltiktok.model;

/** Result of a lookup: a {@link TikTokVideo} or a {@link TikTokUser}. */
public sealed interface TikTokRecord permits TikTokVideo, TikTokUser {

    /** Returns the origin of the record and the paths of its derived fields. */
    Source source();
}
