package io.github.cameltiktok.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

/**
 * What was last told of a creator.
 *
 * @param visible whether the creator could be seen
 * @param followers null if nothing was told yet
 */
record CreatorState(boolean visible, Long followers) {

    static final CreatorState NOTHING = new CreatorState(false, null);

    /** Returns what anybody can see of it: followers that were won just before vanishing were never told. */
    CreatorState seen() {
        return visible ? this : NOTHING;
    }

    /** Returns what it is after an event. Fails if the event does not go on where this state ends. */
    CreatorState after(EmittedEvent event) {
        String context = event + " after " + this;
        switch (event.event()) {
            case "FIRST" -> assertThat(this).as(context).isEqualTo(NOTHING);
            case "CHANGED" -> {
                assertThat(visible).as(context).isTrue();
                assertThat(event.previous()).as(context).isEqualTo(followers);
                assertThat(event.followers()).as(context).isNotEqualTo(followers);
            }
            case "DISAPPEARED" -> {
                assertThat(visible).as(context).isTrue();
                assertThat(event.previous()).as(context).isEqualTo(followers);
            }
            case "REAPPEARED" -> {
                assertThat(visible).as(context).isFalse();
                // Only what has changed meanwhile is named.
                assertThat(Objects.requireNonNullElse(event.previous(), event.followers()))
                        .as(context)
                        .isEqualTo(followers);
            }
            default -> throw new AssertionError("an event that there is not: " + event);
        }
        return event.followers() == null
                ? new CreatorState(false, followers)
                : new CreatorState(true, event.followers());
    }
}
