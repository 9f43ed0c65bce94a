package io.github.cameltiktok.watch;

import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokRecord;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The watched fields of a record. Immutable and thread-safe. */
public final class WatchedFields {

    /** Defaults of both resources; a record has some of them. */
    private static final List<String> DEFAULT = List.of("stats", "caption", "visibility", "bio", "name");

    private final Set<String> names;

    private WatchedFields(Set<String> names) {
        this.names = names;
    }

    /** Returns the default fields: the counters, and texts that people write. */
    public static WatchedFields byDefault(Class<? extends TikTokRecord> type) {
        Set<String> known = namesOf(type);
        Set<String> names = new TreeSet<>();
        DEFAULT.forEach(name -> names.addAll(below(name, known)));
        return new WatchedFields(names);
    }

    /**
     * Parses a list of names; an object stands for all its fields.
     *
     * @param list comma-separated names in the normalised JSON, such as {@code stats, author.name}
     * @throws IllegalArgumentException if the record has no such field; the message lists its fields
     */
    public static WatchedFields parse(String list, Class<? extends TikTokRecord> type) {
        Set<String> known = namesOf(type);
        Set<String> names = new TreeSet<>();
        for (String part : list.split(",", -1)) {
            String name = part.strip();
            List<String> found = below(name, known);
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "watch must name fields out of " + known + ", or objects of them, but names '" + name + "'");
            }
            names.addAll(found);
        }
        return new WatchedFields(names);
    }

    /** Returns the names, such as {@code stats.plays}, in alphabetical order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    private static List<String> below(String name, Set<String> known) {
        return known.stream()
                .filter(field -> field.equals(name) || field.startsWith(name + '.'))
                .toList();
    }

    /**
     * Returns the names of all fields but {@code source}, which describes the call, and lists, which have no names.
     */
    private static Set<String> namesOf(Class<?> type) {
        Set<String> names = new TreeSet<>();
        collect("", type, names);
        return names;
    }

    private static void collect(String prefix, Class<?> type, Set<String> names) {
        Stream.of(type.getRecordComponents())
                .filter(component -> component.getType() != Source.class && component.getType() != List.class)
                .forEach(component -> add(prefix, component, names));
    }

    private static void add(String prefix, RecordComponent component, Set<String> names) {
        if (component.getType().isRecord()) {
            collect(prefix + component.getName() + '.', component.getType(), names);
        } else {
            names.add(prefix + component.getName());
        }
    }
}
