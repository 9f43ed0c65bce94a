package io.github.cameltiktok.model;

import java.util.Arrays;
import java.util.Optional;

/** A kind of subject that endpoints look up. */
public enum TikTokResource {
    /** A video or photo post. */
    VIDEO("video"),
    /** A creator. */
    USER("user");

    private final String uriName;

    TikTokResource(String uriName) {
        this.uriName = uriName;
    }

    /** Returns the resource of an endpoint URI, in any case; empty if the name is unknown. */
    public static Optional<TikTokResource> ofUriName(String name) {
        return Arrays.stream(values())
                .filter(resource -> resource.uriName().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Returns the type of the record that a lookup returns. */
    public Class<? extends TikTokRecord> recordType() {
        return this == VIDEO ? TikTokVideo.class : TikTokUser.class;
    }

    /** Returns the name in an endpoint URI. */
    public String uriName() {
        return uriName;
    }

    /** Returns the other resource. */
    public TikTokResource other() {
        return this == VIDEO ? USER : VIDEO;
    }
}
