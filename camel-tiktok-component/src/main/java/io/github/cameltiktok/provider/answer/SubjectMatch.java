package io.github.cameltiktok.provider.answer;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import org.jspecify.annotations.Nullable;

/** Compares what was asked for with what an answer is about. */
public final class SubjectMatch {

    private SubjectMatch() {}

    /**
     * Returns in words how an answer is about something else than was asked for.
     *
     * @return {@code null} if it is about the subject, or if one of them does not say
     */
    public static @Nullable String mismatch(TikTokLink subject, TikTokRecord record) {
        if (record instanceof TikTokVideo video) {
            return isSame(subject.id(), video.id()) ? null : mismatch(video.id(), subject.id());
        }
        TikTokUser user = (TikTokUser) record;
        // A handle of digits only may be an account id, which TikTok resolves.
        return isSame(subject.handle(), user.handle()) || isId(subject.handle(), user.id())
                ? null
                : mismatch(user.handle(), subject.handle());
    }

    private static String mismatch(@Nullable String found, @Nullable String wanted) {
        return "answered about " + Excerpt.of(String.valueOf(found)) + " and not " + wanted;
    }

    private static boolean isSame(@Nullable String wanted, @Nullable String found) {
        return wanted == null || found == null || wanted.strip().equalsIgnoreCase(found.strip()) || isId(wanted, found);
    }

    /** A provider that handles ids as JSON numbers rounds them to the nearest double. */
    private static boolean isId(@Nullable String wanted, @Nullable String found) {
        return wanted != null
                && found != null
                && isDigits(wanted)
                && isDigits(found)
                && Double.parseDouble(wanted) == Double.parseDouble(found);
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
