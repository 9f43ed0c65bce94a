package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares what was asked for with what an answer is about. */
public final class SubjectMatch {

    /** So long a number is the id of an account and no name, even where the answer does not give the id. */
    private static final int MIN_ACCOUNT_ID_DIGITS = 15;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** Whitespace and invisible characters around a name. */
    private static final Pattern AROUND = Pattern.compile("^[\\s\\p{Z}\\p{Cf}\\p{Cc}]+|[\\s\\p{Z}\\p{Cf}\\p{Cc}]+$");

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
                || bare(wanted).equals(bare(found))
                || RoundedId.isRoundingOf(bare(found), wanted);
    }

    /** TikTok resolves the id of an account in place of a handle. */
    private static boolean isAccount(@Nullable String handle, TikTokUser user) {
        if (handle == null || !DIGITS.matcher(handle).matches()) {
            return false;
        }
        return user.id() == null ? handle.length() >= MIN_ACCOUNT_ID_DIGITS : isSame(handle, user.id());
    }

    private static String bare(String name) {
        String text = AROUND.matcher(name).replaceAll("");
        return (text.startsWith("@") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
    }
}
