package io.github.cameltiktok;

import java.time.Clock;

/** Opens a package-private member of {@link TikTokComponent} to the tests of the recipes. */
public final class ComponentAccess {

    private ComponentAccess() {}

    /** Replaces the system clock. Call it before the component starts. */
    public static void setClock(TikTokComponent component, Clock clock) {
        component.setClock(clock);
    }
}
