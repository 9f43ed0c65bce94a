package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.LookupEngine;
import java.util.Objects;

/** Lets the tests of other packages see what carries a component's lookups out. */
public final class Engines {

    private Engines() {}

    /** Returns the engine of a component that is started. */
    public static LookupEngine of(TikTokComponent component) {
        return Objects.requireNonNull(component.engine());
    }
}
