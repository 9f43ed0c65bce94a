package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The SVG pictures of the docs, without badges: readable in both modes, described, and as their programs draw them. */
final class DocsPicturesTest {

    private static final Pattern SIZE = Pattern.compile("font(?:-size)?: ?(?:[a-z]+ )?(\\d+)px");
    private static final Pattern IMAGE = Pattern.compile("!\\[([^]]*)]\\(([^)]+\\.svg)\\)");
    private static final int LEAST_SIZE = 12;
    /** A title such as "Start-up" says what is shown, not what is found. */
    private static final int LEAST_WORDS = 8;

    @TempDir
    private Path folder;

    static List<Path> pictures() throws IOException {
        try (Stream<Path> files = Files.walk(Repository.path("docs"))) {
            return files.filter(file -> isPicture(file.toString())).sorted().toList();
        }
    }

    /** Badges have a background and a text of their own. */
    private static boolean isPicture(String file) {
        return file.endsWith(".svg") && !file.contains("/badge-");
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void pictureIsReadableInBothModes(Path picture) {
        String svg = Repository.read(picture);

        assertThat(svg).contains("@media (prefers-color-scheme: dark)", "class=\"paper\"", "role=\"img\"");
        assertThat(svg).containsAnyOf("aria-label=\"", "<title");
        assertThat(SIZE.matcher(svg).results().map(size -> Integer.valueOf(size.group(1))))
                .isNotEmpty()
                .allSatisfy(size -> assertThat(size).isGreaterThanOrEqualTo(LEAST_SIZE));
    }

    @Test
    void alternativeTextSaysTheFinding() {
        for (Page page : Repository.pages()) {
            Matcher image = IMAGE.matcher(page.text());
            while (image.find()) {
                if (!isPicture(image.group(2))) {
                    continue;
                }
                assertThat(image.group(1).split(" "))
                        .as("words of the alternative text of %s in %s", image.group(2), page.path())
                        .hasSizeGreaterThanOrEqualTo(LEAST_WORDS);
            }
        }
    }

    @Test
    void badgesHaveTheVersionsThatWereRun() {
        String readme = Repository.read(Repository.path("README.md"));
        String[] camel = row(readme, "| Camel | ");
        String first = camel[2].strip().replaceFirst("\\.\\d+,.*", "");
        String last = camel[2].strip().replaceFirst(".*, (\\d+\\.\\d+)\\.\\d+", "$1");

        assertBadge(readme, "camel", "Camel: " + first + " – " + last);
        assertBadge(readme, "java", "Java: " + camel[3].strip());
        assertBadge(readme, "licence", "Licence: Apache-2.0");
        assertThat(Repository.read(Repository.path("LICENSE"))).contains("Apache License", "Version 2.0");
    }

    private static String[] row(String page, String start) {
        return page.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow()
                .split("\\|");
    }

    private static void assertBadge(String readme, String name, String text) {
        assertThat(readme).contains("![" + text + "](docs/images/badge-" + name + ".svg)");
        assertThat(Repository.read(Repository.path("docs/images/badge-" + name + ".svg")))
                .containsIgnoringCase("<title>" + text + "</title>")
                .contains(">" + text.substring(text.indexOf(": ") + 2) + "</text>");
    }

    @Test
    void scaleChartIsDrawnFromItsNumbers() throws Exception {
        Path images = Repository.path("docs/images");
        Path drawn = folder.resolve("scale.svg");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        images.resolve("ScaleChart.java").toString(),
                        images.resolve("scale.csv").toString(),
                        drawn.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes());
        assertThat(java.waitFor()).as(output).isZero();

        String svg = Repository.read(images.resolve("kafka-scale.svg"));
        assertThat(svg)
                .as("docs/images/kafka-scale.svg is stale; draw it in docs/images with:"
                        + " java ScaleChart.java scale.csv kafka-scale.svg")
                .isEqualTo(Repository.read(drawn));
        String finding = svg.replaceFirst("(?s).*aria-label=\"([^\"]*)\".*", "$1");
        assertThat(Repository.pages())
                .as("pages with the picture and its finding")
                .anyMatch(page -> IMAGE.matcher(page.text())
                        .results()
                        .anyMatch(image ->
                                image.group(1).equals(finding) && image.group(2).endsWith("images/kafka-scale.svg")));
    }
}
