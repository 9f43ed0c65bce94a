package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes Dumpling AI's JSON of a creator. */
final class DumplingAiProfileJson {

    private final MediaLinks links;

    DumplingAiProfileJson(MediaLinks links) {
        this.links = links;
    }

    ObjectNode profile(FakeCreator creator) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode user = root.putObject("user")
                .put("id", creator.id())
                .put("shortId", "")
                .put("uniqueId", creator.handle())
                .put("nickname", creator.name())
                .put("avatarLarger", avatar(creator, 1_080))
                .put("avatarMedium", avatar(creator, 720))
                .put("avatarThumb", avatar(creator, 100))
                .put("signature", creator.bio())
                .put("createTime", creator.joinedAt().getEpochSecond())
                .put("verified", creator.verified())
                .put("secUid", creator.secUid())
                .put("privateAccount", creator.privateAccount());
        if (!creator.bioLink().isEmpty()) {
            user.putObject("bioLink").put("link", creator.bioLink()).put("risk", 3);
        }
        user.putObject("commerceUserInfo").put("commerceUser", false);
        root.putObject("stats")
                .put("followerCount", DumplingAiJson.rounded(creator.followers()))
                .put("followingCount", creator.following())
                .put("heartCount", DumplingAiJson.rounded(creator.likes()))
                .put("heart", overflowing(creator.likes()))
                .put("videoCount", creator.videos())
                .put("diggCount", creator.liked())
                .put("friendCount", 0);
        root.putObject("statsV2")
                .put("followerCount", Long.toString(creator.followers()))
                .put("followingCount", Long.toString(creator.following()))
                .put("heartCount", Long.toString(creator.likes()))
                .put("videoCount", Long.toString(creator.videos()))
                .put("diggCount", Long.toString(creator.liked()));
        return root;
    }

    /** TikTok's older counter has 32 bits and is negative for the largest creators. */
    private static int overflowing(long count) {
        return (int) count;
    }

    private String avatar(FakeCreator creator, int size) {
        return links.signed(DumplingAiJson.IMAGES, creator.id(), "avatar_" + size + ".jpeg");
    }
}
