package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.model.Hashtag;
import io.github.cameltiktok.model.Mention;
import io.github.cameltiktok.provider.mapping.JsonFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Hashtags and mentions of a post. {@code challenges} describes hashtags, {@code textExtra} locates hashtags and mentions
 * in the caption.
 */
final class Tags {

    private Tags() {}

    /** Returns each hashtag once, merged from both lists. */
    static List<Hashtag> hashtags(List<JsonFields> challenges, List<JsonFields> textExtra) {
        Map<String, Hashtag> hashtags = new LinkedHashMap<>();
        for (JsonFields challenge : challenges) {
            String name = challenge.text("title");
            if (name != null) {
                hashtags.putIfAbsent(
                        key(name),
                        new Hashtag(
                                challenge.id("id"),
                                name,
                                challenge.text("desc"),
                                challenge.url("coverLarger", "coverMedium", "coverThumb"),
                                null,
                                null));
            }
        }
        for (JsonFields extra : textExtra) {
            String name = extra.text("hashtagName");
            if (name != null) {
                hashtags.merge(
                        key(name),
                        new Hashtag(extra.id("hashtagId"), name, null, null, extra.index("start"), extra.index("end")),
                        Tags::withPlace);
            }
        }
        return List.copyOf(hashtags.values());
    }

    /** Returns the mentioned creators. */
    static List<Mention> mentions(List<JsonFields> textExtra) {
        List<Mention> mentions = new ArrayList<>();
        for (JsonFields extra : textExtra) {
            String id = extra.id("userId");
            String handle = extra.handle("userUniqueId");
            if (handle != null || id != null) {
                mentions.add(new Mention(id, handle, extra.index("start"), extra.index("end")));
            }
        }
        return mentions;
    }

    private static Hashtag withPlace(Hashtag known, Hashtag placed) {
        return known.start() != null
                ? known
                : new Hashtag(
                        known.id() != null ? known.id() : placed.id(),
                        known.name(),
                        known.description(),
                        known.coverUrl(),
                        placed.start(),
                        placed.end());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
