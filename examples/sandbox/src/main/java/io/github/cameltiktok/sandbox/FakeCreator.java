package io.github.cameltiktok.sandbox;

import java.time.Instant;

/**
 * A creator, independent of any provider's format. Missing texts are empty.
 *
 * @param liked number of videos that the creator has liked
 */
record FakeCreator(
        String id,
        String secUid,
        String handle,
        String name,
        String bio,
        String bioLink,
        boolean verified,
        boolean privateAccount,
        Instant joinedAt,
        long followers,
        long following,
        long likes,
        long videos,
        long liked,
        String instagram,
        String youtubeChannelId,
        String youtubeChannelTitle) {

    String url() {
        return "https://www.tiktok.com/@" + handle;
    }

    /**
     * Returns a copy with the values of Peekalink's sample; values missing there stay fake. The other providers' answers
     * for this creator then match the sample.
     */
    FakeCreator withSampleValues() {
        return new FakeCreator(
                id,
                secUid,
                handle,
                "Khabane lame",
                "If you want to laugh you are in the right place😎",
                "https://bit.ly/3Zn5cDf",
                true,
                false,
                joinedAt,
                162_400_000,
                79,
                2_500_000_000L,
                videos,
                liked,
                instagram,
                youtubeChannelId,
                youtubeChannelTitle);
    }

    FakeCreator withId(String otherId) {
        return new FakeCreator(
                otherId,
                secUid,
                handle,
                name,
                bio,
                bioLink,
                verified,
                privateAccount,
                joinedAt,
                followers,
                following,
                likes,
                videos,
                liked,
                instagram,
                youtubeChannelId,
                youtubeChannelTitle);
    }
}
