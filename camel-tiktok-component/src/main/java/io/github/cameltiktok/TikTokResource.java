package io.github.cameltiktok;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import java.util.Arrays;
import java.util.Locale;

/** What can be looked up. */
public enum TikTokResource {
    /** A video or photo post. */
    VIDEO,
    /** A creator. */
    USER;

    /** @throws InvalidArgumentException if an endpoint URI names none */
    static TikTokResource ofUri(String name) {
        return Arrays.stream(values())
                .filter(resource -> resource.uriName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InvalidArgumentException(
                        "resource must be video or user, as in tiktok:video, but was '" + name + "'"));
    }

    /** Returns what a lookup of it gives. */
    Class<? extends TikTokRecord> recordType() {
        return this == VIDEO ? TikTokVideo.class : TikTokUser.class;
    }

    /** Returns the name as it stands in an endpoint URI. */
    String uriName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the other one. */
    TikTokResource other() {
        return this == VIDEO ? USER : VIDEO;
    }

    /** Returns whether a subject is of this resource, as far as the link tells. */
    boolean accepts(TikTokLink subject) {
        return switch (subject.kind()) {
            case VIDEO, PHOTO -> this == VIDEO;
            case USER -> this == USER;
            case SHORT -> true;
        };
    }

    /**
     * Checks that a subject is of this resource, as far as the link tells.
     *
     * @throws InvalidArgumentException if it is of the other one
     */
    void check(TikTokLink subject) {
        if (!accepts(subject)) {
            throw new InvalidArgumentException(
                    "tiktok:" + uriName() + " was asked for " + subject.url() + ", which is a " + other().uriName(),
                    "use tiktok:" + other().uriName());
        }
    }
}
