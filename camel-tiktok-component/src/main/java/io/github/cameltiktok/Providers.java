package io.github.cameltiktok;

import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.link.LogSafe;
import io.github.cameltiktok.provider.TikTokProvider;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.spi.Registry;

/**
 * The providers of an application: the built-in ones, and those in its registry, which take precedence. Thread-safe.
 */
final class Providers {

    private static final List<TikTokProvider> BUILT_IN = List.of(new ApiDirect(), new DumplingAi(), new Peekalink());

    /** Names of the providers that have settings on the component. */
    static final List<String> BUILT_IN_NAMES =
            BUILT_IN.stream().map(TikTokProvider::name).toList();

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private final Registry registry;

    Providers(Registry registry) {
        this.registry = registry;
    }

    /**
     * Returns the providers of a list.
     *
     * @param names comma-separated names of providers or ids of their beans
     * @throws InvalidArgumentException if a name is unknown, ambiguous or repeated
     */
    List<TikTokProvider> list(String names) {
        List<TikTokProvider> all = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            TikTokProvider provider = get(name);
            if (all.stream().anyMatch(other -> other.name().equals(provider.name()))) {
                throw new InvalidArgumentException("provider must name each provider once, but " + provider.name()
                        + " is twice in '" + LogSafe.of(names) + "'");
            }
            all.add(provider);
        }
        return all;
    }

    /**
     * Returns a provider.
     *
     * @param name of the provider, or id of its bean
     * @throws InvalidArgumentException if the name is unknown or ambiguous
     */
    TikTokProvider get(String name) {
        Map<String, TikTokProvider> beans = registry.findByTypeWithName(TikTokProvider.class);
        if (beans.containsKey(name)) {
            return beans.get(name);
        }
        // By identity: a bean may have several ids, and two equal beans may have different keys.
        Set<TikTokProvider> named = Collections.newSetFromMap(new IdentityHashMap<>());
        beans.values().stream().filter(bean -> bean.name().equals(name)).forEach(named::add);
        if (named.size() > 1) {
            throw new InvalidArgumentException(
                    "provider " + name + " is the name of " + named.size() + " beans: name one by its id instead");
        }
        return Stream.concat(named.stream(), BUILT_IN.stream().filter(provider -> provider.name()
                        .equals(name)))
                .findFirst()
                .orElseThrow(() -> new InvalidArgumentException(
                        "provider must be one of " + names() + ", but was '" + LogSafe.of(name) + "'"));
    }

    /** Returns all names in alphabetical order. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(BUILT_IN_NAMES);
        registry.findByType(TikTokProvider.class).forEach(provider -> names.add(provider.name()));
        return names;
    }

    /** Removes the reference syntax, so that ids remain: two beans may have the same name(). */
    static Object withoutReferences(Object provider) {
        return provider instanceof String text ? text.replaceAll("(^|,)\\s*#(bean:)?", "$1") : provider;
    }

    /** Returns the list without blanks, so that equal lists are equal texts. */
    static String withoutBlanks(String names) {
        return names.indexOf(',') < 0
                ? names.strip()
                : COMMA.matcher(names.strip()).replaceAll(",");
    }

    static boolean isBuiltIn(String name) {
        return BUILT_IN_NAMES.contains(name);
    }
}
