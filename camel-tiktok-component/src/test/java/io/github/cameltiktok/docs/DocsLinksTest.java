package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.link.InvalidLinkException;
import io.github.cameltiktok.link.TikTokLink;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Links between pages lead somewhere, and what a page says of TikTok links is what the parser does. */
final class DocsLinksTest {

    private static final Set<String> KNOWN_HOSTS = Set.of(
            "www.apache.org",
            "camel.apache.org",
            "github.com",
            "semver.org",
            "apidirect.io",
            "docs.dumplingai.com",
            "docs.n8n.io",
            "docs.peekalink.io",
            "docs.zapier.com",
            "learn.microsoft.com",
            "developers.make.com",
            "www.standardwebhooks.com");

    private final Map<Path, Page> pages = Repository.pages().stream()
            .collect(Collectors.toMap(page -> Repository.path(page.path()), Function.identity()));

    @TestFactory
    Stream<DynamicTest> linkHasATarget() {
        return pages.values().stream().flatMap(page -> page.links().stream()
                .map(link -> DynamicTest.dynamicTest(page.path() + " -> " + link, () -> follow(page, link))));
    }

    @Test
    void everyPageForUsersIsTwoClicksFromReadme() {
        Set<Path> reached = Set.of(Repository.path("README.md"));
        for (int click = 1; click <= 2; click++) {
            reached = reached.stream()
                    .flatMap(page -> Stream.concat(Stream.of(page), linked(page)))
                    .collect(Collectors.toSet());
        }

        Path project = Repository.path("docs/project");
        assertThat(reached)
                .containsAll(pages.keySet().stream()
                        .filter(page -> !page.startsWith(project))
                        .toList());
    }

    @Test
    void everyPageOfTheProjectIsLinked() {
        Set<Path> linked = pages.keySet().stream().flatMap(this::linked).collect(Collectors.toSet());

        assertThat(linked).containsAll(pages.keySet());
    }

    @Test
    void takenLinksAreTaken() {
        List<List<String>> rows = linksPage().table("links: taken");

        assertThat(rows).hasSizeGreaterThan(10);
        for (List<String> row : rows) {
            String kind = TikTokLink.parse(Page.code(row.get(1)).get(0)).kind().name();
            assertThat(kind.replace("PHOTO", "VIDEO").toLowerCase(Locale.ROOT))
                    .as(row.toString())
                    .isEqualTo(row.get(2));
        }
    }

    @Test
    void refusedLinksAreRefused() {
        List<List<String>> rows = linksPage().table("links: refused");

        assertThat(rows).hasSizeGreaterThan(10);
        for (List<String> row : rows) {
            assertThat(refusal(Page.code(row.get(1)).get(0))).as(row.toString()).contains("is refused");
        }
    }

    private static String refusal(String link) {
        try {
            return "taken: " + TikTokLink.parse(link);
        } catch (InvalidLinkException e) {
            return e.getMessage();
        }
    }

    private Page linksPage() {
        return pages.get(Repository.path("docs/reference/links.md"));
    }

    private void follow(Page page, String link) {
        if (link.contains("://")) {
            assertThat(KNOWN_HOSTS)
                    .as("hosts that pages link to")
                    .contains(URI.create(link).getHost());
            return;
        }
        Path target = target(page, link);
        assertThat(Files.exists(target)).as("there is %s", target).isTrue();
        if (link.contains("#")) {
            assertThat(pages.get(target).anchors()).contains(link.substring(link.indexOf('#') + 1));
        }
    }

    private Stream<Path> linked(Path page) {
        return pages.get(page).links().stream()
                .map(link -> target(pages.get(page), link))
                .filter(pages::containsKey);
    }

    private static Path target(Page page, String link) {
        String file = link.contains("#") ? link.substring(0, link.indexOf('#')) : link;
        Path self = Repository.path(page.path());
        return file.isEmpty() ? self : self.resolveSibling(file).normalize();
    }
}
