package io.github.cameltiktok.link;

import java.util.List;
import java.util.stream.Stream;

/** All known forms of links, without scheme and closing slash, with placeholders {id}, {handle} and {code}. */
final class LinkForms {

    static final List<String> SITE_HOSTS =
            List.of("tiktok.com", "www.tiktok.com", "m.tiktok.com", "us.tiktok.com", "t.tiktok.com", "lite.tiktok.com");
    static final List<String> SHORT_HOSTS = List.of("vm.tiktok.com", "vt.tiktok.com");
    static final List<String> DATA_EXPORT_HOSTS = List.of("tiktokv.com", "www.tiktokv.com", "m.tiktokv.com");

    static final List<String> HOSTS = Stream.of(SITE_HOSTS, SHORT_HOSTS, DATA_EXPORT_HOSTS)
            .flatMap(List::stream)
            .toList();

    private static final List<String> EXPORT_PATHS = List.of("/share/video/{id}", "/i18n/share/video/{id}");
    private static final List<String> HANDLE_PATHS = List.of("/@{handle}/video/{id}", "/%40{handle}/photo/{id}");
    private static final List<String> SITE_PATHS = List.of(
            "/@/video/{id}",
            "/@_/photo/{id}",
            "/embed/{id}",
            "/embed/v2/{id}",
            "/player/v1/{id}",
            "/v/{id}.html",
            "/v/{id}",
            "/share/video/{id}",
            "/i18n/share/video/{id}");

    private LinkForms() {}

    /** Links to a post with a handle. */
    static List<String> postsWithHandle() {
        return combined(SITE_HOSTS, HANDLE_PATHS);
    }

    /** Links to a post without a handle. */
    static List<String> postsWithoutHandle() {
        return Stream.concat(
                        combined(SITE_HOSTS, SITE_PATHS).stream(), combined(DATA_EXPORT_HOSTS, EXPORT_PATHS).stream())
                .toList();
    }

    /** Links to a creator. */
    static List<String> profiles() {
        return combined(SITE_HOSTS, List.of("/@{handle}", "/%40{handle}"));
    }

    /** Short links. */
    static List<String> shortLinks() {
        return Stream.of(
                        combined(SHORT_HOSTS, List.of("/{code}", "/t/{code}")).stream(),
                        combined(SITE_HOSTS, List.of("/t/{code}")).stream(),
                        combined(List.of("t.tiktok.com", "lite.tiktok.com"), List.of("/{code}")).stream())
                .flatMap(links -> links)
                .toList();
    }

    private static List<String> combined(List<String> hosts, List<String> paths) {
        return hosts.stream()
                .flatMap(host -> paths.stream().map(path -> host + path))
                .toList();
    }
}
