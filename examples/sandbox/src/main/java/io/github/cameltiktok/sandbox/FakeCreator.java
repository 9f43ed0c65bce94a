package io.github.cameltiktok.sandbox;

import java.time.Instant;

/**
 * What is true of an account, before any provider tells it in its own words. Texts are empty where there is nothing.
 *
 * @param liked how many videos the account has liked
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
     * The account that Peekalink's page shows, as far as that sample tells; the rest stays made up. So the other
     * providers' answers about it can be compared with the sample.
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
