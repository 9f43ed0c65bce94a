package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.LookupEngine;
import java.time.Clock;
import java.util.Objects;

/** Opens package-private members of {@link TikTokComponent} to the tests of other packages. */
public final class ComponentAccess {

    private ComponentAccess() {}

    /** Returns the engine of a started component. */
    public static LookupEngine engine(TikTokComponent component) {
        return Objects.requireNonNull(component.engine());
    }

    /** Replaces the system clock. Call it before the component starts. */
    public static void setClock(TikTokComponent component, Clock clock) {
        component.setClock(clock);
    }
}
