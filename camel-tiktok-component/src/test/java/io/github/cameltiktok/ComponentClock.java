package io.github.cameltiktok;

import java.time.Clock;

/** Lets a component go by another clock than the system's. */
public final class ComponentClock {

    private ComponentClock() {}

    /** To be called before the component starts. */
    public static void set(TikTokComponent component, Clock clock) {
        component.setClock(clock);
    }
}
