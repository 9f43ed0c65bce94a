package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.link.LogSafe;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares the subject of a lookup with the subject of the response. */
public final class SubjectMatch {

    /** A number of this length is an account id, not a handle, even if the response contains no id. */
    private static final int MIN_ACCOUNT_ID_DIGITS = 15;

    private static final String INVISIBLE = "[\\s\\p{Z}\\p{Cf}\\p{Cc}]";

    /** Whitespace and invisible characters around a name. The lookbehind keeps the time linear. */
    private static final Pattern AROUND =
            Pattern.compile("^" + INVISIBLE + "+|(?<!" + INVISIBLE + ")" + INVISIBLE + "+$");

    private SubjectMatch() {}

    /**
     * Describes the difference between the requested and the returned subject.
     *
     * @return {@code null} if the subjects are the same, or one of them is unknown
     */
    public static @Nullable String mismatch(TikTokLink subject, TikTokRecord record) {
        if (record instanceof TikTokVideo video) {
            return isSame(subject.id(), video.id()) ? null : mismatch(video.id(), subject.id());
        }
        TikTokUser user = (TikTokUser) record;
        return isSame(subject.handle(), user.handle()) || isAccount(subject.handle(), user)
                ? null
                : mismatch(user.handle(), subject.handle());
    }

    private static String mismatch(@Nullable String found, @Nullable String wanted) {
        return "answered about " + LogSafe.of(String.valueOf(found)) + " and not " + wanted;
    }

    private static boolean isSame(@Nullable String wanted, @Nullable String found) {
        return wanted == null
                || found == null
                || wanted.equals(found)
                || bare(wanted).equals(bare(found))
                || RoundedId.isRoundingOf(bare(found), wanted);
    }

    /** TikTok accepts an account id in place of a handle. */
    private static boolean isAccount(@Nullable String handle, TikTokUser user) {
        if (handle == null || !Syntax.isDigits(handle)) {
            return false;
        }
        return user.id() == null ? handle.length() >= MIN_ACCOUNT_ID_DIGITS : isSame(handle, user.id());
    }

    private static String bare(String name) {
        String text = AROUND.matcher(name).replaceAll("");
        return (text.startsWith("@") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
    }
}
