package io.github.cameltiktok.internal.watch;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.watch.Snapshot;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last emitted snapshot of each subject that one consumer watches, in a Camel state repository. */
public final class SnapshotStore {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);

    private final StateRepository<String, String> repository;
    private final String owner;

    /** @param owner identity of the consumer: two consumers that watch the same subject keep a snapshot each */
    SnapshotStore(StateRepository<String, String> repository, String owner) {
        this.repository = repository;
        this.owner = owner;
    }

    /** Returns the identity of the consumer: its route id, or a hash of its endpoint URI. */
    public String owner() {
        return owner;
    }

    /**
     * Returns the snapshot of a subject, or {@code null} if there is none or it is unreadable.
     *
     * @throws IllegalStateException if the repository fails
     */
    @Nullable
    public Snapshot get(TikTokLink subject) {
        String state;
        try {
            state = repository.getState(key(subject));
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "State repository failed to read the snapshot of " + subject.url() + ". The next poll tries again.",
                    e);
        }
        if (state == null) {
            return null;
        }
        Snapshot snapshot = Snapshot.parse(state);
        if (snapshot == null) {
            LOG.warn("Snapshot of {} is unreadable and ignored: the next event is FIRST", subject.url());
        }
        return snapshot;
    }

    /** @throws IllegalStateException if the repository fails */
    public void set(TikTokLink subject, Snapshot snapshot) {
        try {
            repository.setState(key(subject), snapshot.text());
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "State repository failed to save the snapshot of " + subject.url()
                            + ". The next poll compares with the one before.",
                    e);
        }
    }

    /** Replaces the equals sign, which ends a key in Camel's file repository. */
    private String key(TikTokLink subject) {
        return ("tiktok.watch." + owner + '.' + subject.canonical()).replaceAll("[=\\s]", "_");
    }
}
