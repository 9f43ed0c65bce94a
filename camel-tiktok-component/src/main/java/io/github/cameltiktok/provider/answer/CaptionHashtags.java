package io.github.cameltiktok.provider.answer;

import io.github.cameltiktok.model.Hashtag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the hashtags that a caption holds, for providers that do not list them. */
public final class CaptionHashtags {

    /**
     * Letters, digits and underscores of any script; behind the first also marks, and inside the joiners that some
     * scripts need. Not the two marks that make an emoji of a sign: "#️⃣" is a picture of a key.
     */
    private static final Pattern HASHTAG = Pattern.compile(
            "#([\\p{L}\\p{N}_]" + "[\\p{L}\\p{M}\\p{N}_\\u200C\\u200D&&[^\\uFE0F\\u20E3]]*" + "(?<![\\u200C\\u200D]))");

    private CaptionHashtags() {}

    /** Returns each hashtag once, without regard to case, in order, with the place where it stands first. */
    public static List<Hashtag> of(@Nullable String caption) {
        if (caption == null || caption.indexOf('#') < 0) {
            return List.of();
        }
        Map<String, Hashtag> hashtags = new LinkedHashMap<>();
        Matcher matcher = HASHTAG.matcher(caption);
        while (matcher.find()) {
            String name = matcher.group(1);
            hashtags.putIfAbsent(
                    name.toLowerCase(Locale.ROOT), new Hashtag(null, name, null, null, matcher.start(), matcher.end()));
        }
        return List.copyOf(hashtags.values());
    }
}
