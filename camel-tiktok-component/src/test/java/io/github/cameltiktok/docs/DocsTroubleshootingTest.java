package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.docs.MessageTexts.Text;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the messages in docs/operate/troubleshooting.md with the texts in the sources, in both directions. */
final class DocsTroubleshootingTest {

    private static final String PAGE = "docs/operate/troubleshooting.md";
    private static final String HEAD = "| message | meaning | remedy |";

    /** Modules that users run. */
    private static final List<String> MODULES = List.of(
            "camel-tiktok-component/",
            "camel-tiktok-starter/",
            "camel-tiktok-quarkus/",
            "kamelets/",
            "examples/kafka-pipeline/",
            "examples/sandbox/");

    private static final String GATEWAY = "examples/automation-gateway/src/main/java/io/github/cameltiktok/gateway/";

    /** Files of the gateway with messages for its operator. Most of the others answer callers, as its API reference has it. */
    private static final List<String> GATEWAY_FILES = Stream.of(
                    "CallerOptions",
                    "ConfigFile",
                    "DatabaseHealthCheck",
                    "GatewayServer",
                    "GatewaySettings",
                    "Jobs",
                    "Keys",
                    "Move",
                    "Serve",
                    "access/Budgets",
                    "access/CallerSettings",
                    "access/KeyRing",
                    "access/KeyTable",
                    "batch/BatchLookups",
                    "batch/BatchRun",
                    "batch/BatchRunner",
                    "delivery/DeliveryRetention",
                    "delivery/Outcomes",
                    "delivery/SendJob",
                    "delivery/Sender",
                    "delivery/TrustedOrigins",
                    "event/EventRetention",
                    "http/ApiServer",
                    "http/Problems",
                    "http/StreamWriter",
                    "store/Database",
                    "store/DatabaseMove",
                    "store/Sealed",
                    "watch/DisabledWatches",
                    "watch/PollJob",
                    "watch/PollRound")
            .map(name -> GATEWAY + name + ".java")
            .toList();

    private static final Pattern SQL =
            Pattern.compile("(SELECT|INSERT INTO|UPDATE|DELETE FROM|LOCK TABLE|BEGIN) .*", Pattern.DOTALL);

    /** Texts and files without a row, each with its reason. */
    private static final Map<String, String> WITHOUT_ROW = withoutRow();

    @Test
    void everyTextInTheCodeHasItsRow() {
        Set<String> listed = Set.copyOf(listed());

        assertThat(texts().filter(text -> !listed.contains(text.text()) && !WITHOUT_ROW.containsKey(text.text()))
                        .map(text -> text.place() + ": " + text.text()))
                .as("texts without a row in %s, and without a reason in texts-without-row.txt", PAGE)
                .isEmpty();
    }

    @Test
    void everyRowHasItsTextInTheCode() {
        Set<String> known = texts().map(Text::text).collect(Collectors.toSet());

        assertThat(listed().stream().filter(text -> !known.contains(text)))
                .as("messages in %s that no source has", PAGE)
                .isEmpty();
    }

    @Test
    void filesOfTheGatewayExist() {
        assertThat(GATEWAY_FILES)
                .isSubsetOf(sources().map(Repository.MainFile::path).toList());
    }

    @Test
    void everyMessageHasOneRow() {
        Set<String> seen = new HashSet<>();

        assertThat(listed().stream().filter(text -> !seen.add(text))).isEmpty();
    }

    @Test
    void everyRowHasMeaningAndRemedy() {
        assertThat(rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).hasSize(3).allMatch(cell -> !cell.isBlank()));
    }

    @Test
    void everyTextWithoutRowExists() {
        Set<String> known = sources()
                .flatMap(file -> Stream.concat(
                        Stream.of(file.path()), MessageTexts.in(file).stream().map(Text::text)))
                .collect(Collectors.toSet());

        assertThat(WITHOUT_ROW.keySet().stream().filter(text -> !known.contains(text)))
                .as("texts without a row that no source has")
                .isEmpty();
    }

    /** Messages in YAML and XML would need a scan of their own. */
    @Test
    void routesOfModulesThrowAndWarnNothing() {
        assertThat(Repository.mainFiles().stream()
                        .filter(file -> MODULES.stream().anyMatch(file.path()::startsWith))
                        .filter(file -> !file.path().endsWith(".java"))
                        .filter(file ->
                                file.text().matches("(?s).*(?:throwException|loggingLevel: \"?(?:WARN|ERROR)).*"))
                        .map(Repository.MainFile::path))
                .isEmpty();
    }

    @Test
    void textsAreFoundInEachShape() {
        String source = """
                final class A {
                    private static final String RULE = "is not a rule";
                    @Option(description = "an option of it")
                    void a(int n, String s) {
                        LOG.debug("not for operators");
                        LOG.warn("Gone {}", n);
                        helper(n > 1 ? "two or more" : "one", "size " + n + " of " + (n > 2 ? "many things" : s));
                        throw new BadException("failed", String.format("at %s in %d ms", s, n));
                    }
                }
                """;

        assertThat(MessageTexts.in(new Repository.MainFile("a/A.java", source)))
                .extracting(Text::text)
                .containsExactly(
                        "is not a rule", "Gone", "two or more", "size … of", "many things", "failed", "at … in … ms");
    }

    /** Returns the messages of all rows: each text in backquotes in a first cell. */
    private static List<String> listed() {
        return rows().stream()
                .flatMap(row -> Page.code(row.get(0)).stream())
                .map(MessageTexts::normalize)
                .toList();
    }

    private static List<List<String>> rows() {
        List<String> lines = Repository.read(Repository.path(PAGE)).lines().toList();
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                .filter(i -> lines.get(i).equals(HEAD))
                .flatMap(i -> lines.subList(i + 2, lines.size()).stream().takeWhile(line -> line.startsWith("|")))
                .map(line -> Stream.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static Stream<Text> texts() {
        return sources()
                .filter(file -> !WITHOUT_ROW.containsKey(file.path()))
                .flatMap(file -> MessageTexts.in(file).stream())
                .filter(text -> !SQL.matcher(text.text()).matches());
    }

    private static Stream<Repository.MainFile> sources() {
        return Repository.mainFiles().stream()
                .filter(file -> file.path().endsWith(".java"))
                .filter(file ->
                        MODULES.stream().anyMatch(file.path()::startsWith) || GATEWAY_FILES.contains(file.path()));
    }

    private static Map<String, String> withoutRow() {
        Map<String, String> reasons = new LinkedHashMap<>();
        Repository.read(Repository.path(
                        "camel-tiktok-component/src/test/resources/io/github/cameltiktok/docs/texts-without-row.txt"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" -> ", 2))
                .forEach(entry -> reasons.put(
                        entry[0].endsWith(".java") ? entry[0] : MessageTexts.normalize(entry[0]), entry[1]));
        return reasons;
    }
}
