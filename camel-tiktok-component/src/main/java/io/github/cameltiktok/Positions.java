package io.github.cameltiktok;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.watch.Snapshot;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was last told of each watched video or creator, in one of Camel's state repositories. */
final class Positions {

    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final StateRepository<String, String> repository;
    private final String route;

    /** @param route whose positions they are: two routes that watch the same have a position each */
    Positions(StateRepository<String, String> repository, String route) {
        this.repository = repository;
        this.route = route;
    }

    /** Returns {@code null} if nothing was told yet. */
    @Nullable
    Snapshot get(TikTokLink subject) {
        String state = repository.getState(key(subject));
        if (state == null) {
            return null;
        }
        Snapshot snapshot = Snapshot.parse(state);
        if (snapshot == null) {
            LOG.warn("The position of {} cannot be read, so that it counts as seen for the first time", subject.url());
        }
        return snapshot;
    }

    void set(TikTokLink subject, Snapshot snapshot) {
        repository.setState(key(subject), snapshot.text());
    }

    /** File repositories take no equals sign in it. */
    private String key(TikTokLink subject) {
        return ("tiktok.watch." + route + '.' + subject.canonical()).replaceAll("[=\\s]", "_");
    }
}
