package io.github.cameltiktok.internal.watch;

import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.internal.message.SubjectCollector;
import io.github.cameltiktok.internal.message.SubjectField;
import io.github.cameltiktok.internal.message.TextDecoder;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** The subjects of one consumer: those of its options, and those of a file or another resource. */
public final class WatchedSubjects {

    private static final String RESOURCE = "resource:";

    /** Bounds the harm of a wrong file; no provider's limits allow as many calls a day. */
    private static final int MAX_SUBJECTS = 100_000;

    private static final int MIB = 1024 * 1024;
    private static final int MAX_BYTES = 16 * MIB;

    private final TikTokResource resource;
    private final CamelContext context;
    private final Map<String, TikTokLink> fixed = new LinkedHashMap<>();
    private final @Nullable String location;

    /**
     * @param url comma-separated links of the option {@code url}; like the next three {@code null} if not set
     * @param videoId comma-separated ids of the option {@code videoId}
     * @param handle comma-separated handles of the option {@code handle}
     * @param subjects value of the option {@code subjects}
     * @throws InvalidArgumentException if an option names a subject that cannot be watched, or none does
     */
    public WatchedSubjects(
            TikTokResource resource,
            CamelContext context,
            @Nullable String url,
            @Nullable String videoId,
            @Nullable String handle,
            @Nullable String subjects) {
        this.resource = resource;
        this.context = context;
        addAll("url", SubjectField.URL, url);
        addAll("videoId", SubjectField.VIDEO_ID, videoId);
        addAll("handle", SubjectField.HANDLE, handle);
        if (subjects != null && subjects.startsWith(RESOURCE)) {
            location = subjects.substring(RESOURCE.length());
        } else {
            location = null;
            addAll("subjects", SubjectField.URL, subjects);
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
            SubjectCollector.requireResource(subject, resource);
            subjects.putIfAbsent(subject.canonical(), subject);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns the distinct subjects in order. A file or another resource is read at each call, so that it may change.
     *
     * @throws IOException if the resource cannot be read
     * @throws InvalidArgumentException if the resource is no text in UTF-8, or a line of it names no subject that can be
     *     watched
     */
    public Collection<TikTokLink> current() throws IOException {
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

    /** Reads at most one byte more than allowed. */
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
