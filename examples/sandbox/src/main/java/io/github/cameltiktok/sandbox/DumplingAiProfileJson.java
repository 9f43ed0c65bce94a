package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Accounts in Dumpling AI's words. */
final class DumplingAiProfileJson {

    private final MediaLinks links;

    DumplingAiProfileJson(MediaLinks links) {
        this.links = links;
    }

    ObjectNode profile(CreatorFacts facts) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode user = root.putObject("user")
                .put("id", facts.id())
                .put("shortId", "")
                .put("uniqueId", facts.handle())
                .put("nickname", facts.name())
                .put("avatarLarger", avatar(facts, 1_080))
                .put("avatarMedium", avatar(facts, 720))
                .put("avatarThumb", avatar(facts, 100))
                .put("signature", facts.bio())
                .put("createTime", facts.joinedAt().getEpochSecond())
                .put("verified", facts.verified())
                .put("secUid", facts.secUid())
                .put("privateAccount", facts.privateAccount());
        if (!facts.bioLink().isEmpty()) {
            user.putObject("bioLink").put("link", facts.bioLink()).put("risk", 3);
        }
        user.putObject("commerceUserInfo").put("commerceUser", false);
        root.putObject("stats")
                .put("followerCount", DumplingAiJson.rounded(facts.followers()))
                .put("followingCount", facts.following())
                .put("heartCount", DumplingAiJson.rounded(facts.likes()))
                .put("heart", overflowing(facts.likes()))
                .put("videoCount", facts.videos())
                .put("diggCount", facts.liked())
                .put("friendCount", 0);
        root.putObject("statsV2")
                .put("followerCount", Long.toString(facts.followers()))
                .put("followingCount", Long.toString(facts.following()))
                .put("heartCount", Long.toString(facts.likes()))
                .put("videoCount", Long.toString(facts.videos()))
                .put("diggCount", Long.toString(facts.liked()));
        return root;
    }

    /** TikTok's older counter has 32 bits and wraps, to a negative number for the largest accounts. */
    private static int overflowing(long count) {
        return (int) count;
    }

    private String avatar(CreatorFacts facts, int size) {
        return links.signed(DumplingAiJson.IMAGES, facts.id(), "avatar_" + size + ".jpeg");
    }
}
