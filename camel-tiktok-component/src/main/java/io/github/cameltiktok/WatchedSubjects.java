package io.github.cameltiktok;

import io.github.cameltiktok.link.TikTokLink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** The videos or creators that one consumer watches: those of its options, and those of a file or another resource. */
final class WatchedSubjects {

    private static final String RESOURCE = "resource:";

    /** More than can be polled in a day at any provider's limits, and a bound for what a wrong file can do. */
    private static final int MAX_SUBJECTS = 100_000;

    private static final int MIB = 1024 * 1024;
    private static final int MAX_BYTES = 16 * MIB;

    private final TikTokResource resource;
    private final CamelContext context;
    private final Map<String, TikTokLink> fixed = new LinkedHashMap<>();
    private final @Nullable String location;

    /**
     * @param option value of the option {@code subjects}; {@code null} if it is not set
     * @throws InvalidArgumentException if it names something that cannot be watched
     */
    WatchedSubjects(TikTokEndpoint endpoint, @Nullable String option) {
        this.resource = endpoint.getResource();
        this.context = endpoint.getCamelContext();
        addAll("url", SubjectField.URL, endpoint.getUrl());
        addAll("videoId", SubjectField.VIDEO_ID, endpoint.getVideoId());
        addAll("handle", SubjectField.HANDLE, endpoint.getHandle());
        if (option != null && option.startsWith(RESOURCE)) {
            location = option.substring(RESOURCE.length());
        } else {
            location = null;
            addAll("subjects", SubjectField.URL, option);
        }
        if (fixed.isEmpty() && location == null) {
            throw new InvalidArgumentException("nothing to watch: name a " + resource.uriName()
                    + ", or several separated by commas, in an option (url, videoId, handle or subjects), or one in each"
                    + " line of a resource, as in subjects=resource:file:watch.txt");
        }
    }

    private void addAll(String name, SubjectField field, @Nullable String list) {
        if (list == null || list.isBlank()) {
            return;
        }
        for (String part : list.split(",", -1)) {
            add(fixed, "option " + name, field, part.strip());
        }
    }

    private void add(Map<String, TikTokLink> subjects, String place, SubjectField field, String text) {
        try {
            TikTokLink subject = field.parse(text);
            resource.check(subject);
            subjects.putIfAbsent(subject.canonical(), subject);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns what is watched now, each once. A resource is read anew each time, so that it may change.
     *
     * @throws IOException if the resource cannot be read
     * @throws InvalidArgumentException if the resource is not text in UTF-8, or a line of it names something that cannot be watched
     */
    Collection<TikTokLink> now() throws IOException {
        String place = location;
        if (place == null) {
            return fixed.values();
        }
        Map<String, TikTokLink> all = new LinkedHashMap<>(fixed);
        int number = 0;
        for (String line : text(place).split("\\R", -1)) {
            number++;
            addLine(all, number, line);
        }
        return all.values();
    }

    /** Reads one byte more than allowed at most. */
    private String text(String place) throws IOException {
        try (InputStream stream = ResourceHelper.resolveMandatoryResourceAsInputStream(context, place)) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InvalidArgumentException(
                        place + " is larger than " + MAX_BYTES / MIB + " MiB, too large for a list of subjects");
            }
            return TextDecoder.decode(place, bytes, null);
        }
    }

    private void addLine(Map<String, TikTokLink> all, int number, String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        String place = "line " + number + " of " + location;
        add(all, place, SubjectField.URL, text);
        if (all.size() > MAX_SUBJECTS) {
            throw new InvalidArgumentException(location + " names more than " + MAX_SUBJECTS + " subjects");
        }
    }
}
