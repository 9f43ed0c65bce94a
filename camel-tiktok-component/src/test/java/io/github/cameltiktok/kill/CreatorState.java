package io.github.cameltiktok.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

/**
 * State of a creator after its last event.
 *
 * @param visible whether the provider returns the creator
 * @param followers {@code null} before the first event
 */
record CreatorState(boolean visible, Long followers) {

    static final CreatorState NOTHING = new CreatorState(false, null);

    /** Returns the observable state: changes of an invisible creator are not emitted. */
    CreatorState observable() {
        return visible ? this : NOTHING;
    }

    /** Returns the state after an event. Fails if the event does not continue from this state. */
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
                // The event has a previous value only if the number has changed.
                assertThat(Objects.requireNonNullElse(event.previous(), event.followers()))
                        .as(context)
                        .isEqualTo(followers);
            }
            default -> throw new AssertionError("unknown event: " + event);
        }
        return event.followers() == null
                ? new CreatorState(false, followers)
                : new CreatorState(true, event.followers());
    }
}
