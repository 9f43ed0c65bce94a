package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.model.Hashtag;
import io.github.cameltiktok.model.Mention;
import io.github.cameltiktok.provider.dumplingai.DumplingAiVideoResponse.Challenge;
import io.github.cameltiktok.provider.dumplingai.DumplingAiVideoResponse.TextExtra;
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
    static List<Hashtag> hashtags(List<Challenge> challenges, List<TextExtra> textExtra) {
        Map<String, Hashtag> hashtags = new LinkedHashMap<>();
        for (Challenge challenge : challenges) {
            String name = challenge.title();
            if (name != null) {
                hashtags.putIfAbsent(
                        key(name), new Hashtag(challenge.id(), name, challenge.desc(), challenge.cover(), null, null));
            }
        }
        for (TextExtra extra : textExtra) {
            String name = extra.hashtagName();
            if (name != null) {
                hashtags.merge(
                        key(name),
                        new Hashtag(extra.hashtagId(), name, null, null, extra.start(), extra.end()),
                        Tags::withPlace);
            }
        }
        return List.copyOf(hashtags.values());
    }

    /** Returns the mentioned creators. */
    static List<Mention> mentions(List<TextExtra> textExtra) {
        List<Mention> mentions = new ArrayList<>();
        for (TextExtra extra : textExtra) {
            String id = extra.userId();
            String handle = extra.userUniqueId();
            if (handle != null || id != null) {
                mentions.add(new Mention(id, handle, extra.start(), extra.end()));
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
