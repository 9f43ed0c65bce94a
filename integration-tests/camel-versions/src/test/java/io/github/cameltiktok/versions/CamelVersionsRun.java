package io.github.cameltiktok.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameltiktok.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.tooling.maven.MavenDownloaderImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs {@link CamelChecks} in a JVM for each version of Camel and each JDK, and prints a table. The connector and the
 * checks are compiled once, with the version of the build.
 */
final class CamelVersionsRun {

    private static final List<String> VERSIONS = List.of(
            "4.8.0", "4.10.9", "4.14.9", "4.16.0", "4.17.0", "4.18.0", "4.18.1", "4.18.2", "4.19.0", "4.20.0", "4.21.0",
            "4.22.0");
    private static final String README_ROW = "| Camel | " + String.join(", ", VERSIONS) + " | 17, 25 |";

    /** A line of JUnit's console launcher. */
    private static final Pattern OUTCOME = Pattern.compile("> (\\w+)\\(\\) :: (SUCCESSFUL|ABORTED|FAILED)");

    private static final String ROW = "%-8s  %-4s  %-6s  %s";
    private static final Path LOGS = Path.of("target", "runs");
    private static final MavenDownloaderImpl MAVEN = new MavenDownloaderImpl();
    private static final Map<String, String> ROWS = new ConcurrentHashMap<>();

    /** Not the extension, which resets the sandbox before each test: the runs share it at the same time. */
    private static final Sandbox SANDBOX = Sandbox.start();

    @BeforeAll
    static void prepare() throws IOException {
        Files.createDirectories(LOGS);
        MAVEN.start();
    }

    @AfterAll
    static void printTable() {
        MAVEN.stop();
        SANDBOX.close();
        System.out.println(ROW.formatted("Camel", "JDK", "passed", "skipped"));
        runs().map(run -> run.get())
                .map(run -> ROWS.getOrDefault(run[0] + " " + run[1], ROW.formatted(run[0], run[1], "FAILED", "")))
                .forEach(System.out::println);
    }

    private static Stream<Arguments> runs() {
        Map<Integer, String> jdks = new TreeMap<>();
        jdks.put(Runtime.version().feature(), System.getProperty("java.home"));
        String jdk25 = System.getProperty("jdk25.home", "");
        if (!jdk25.isEmpty()) {
            jdks.put(25, jdk25);
        }
        return VERSIONS.stream().flatMap(version -> jdks.entrySet().stream()
                .map(jdk -> arguments(version, jdk.getKey(), jdk.getValue())));
    }

    @ParameterizedTest(name = "Camel {0} on JDK {1}")
    @MethodSource("runs")
    @Execution(ExecutionMode.CONCURRENT)
    void checksPass(String version, int jdk, String home) throws Exception {
        CamelJars jars = CamelJars.resolve(MAVEN, version);
        Path log = LOGS.resolve("camel-" + version + "-jdk-" + jdk + ".txt");

        int exit = new ProcessBuilder(command(home, version, jars))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();

        String output = Files.readString(log);
        Map<String, String> outcomes = OUTCOME.matcher(output)
                .results()
                .collect(Collectors.toMap(check -> check.group(1), check -> check.group(2)));
        assertThat(exit).as(output).isZero();
        assertThat(outcomes.keySet()).as(output).isEqualTo(checks());
        List<String> skipped = outcomes.keySet().stream()
                .filter(check -> outcomes.get(check).equals("ABORTED"))
                .sorted()
                .toList();
        // Each optional jar has one check. No other check may be skipped.
        assertThat(skipped).as(output).hasSameSizeAs(jars.unresolved());
        String reason =
                skipped.isEmpty() ? "0" : skipped.size() + ": " + skipped + ", unresolved: " + jars.unresolved();
        ROWS.put(version + " " + jdk, ROW.formatted(version, jdk, outcomes.size() - skipped.size(), reason));
    }

    private static List<String> command(String home, String version, CamelJars jars) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(home, "bin", "java").toString(),
                // Cheaper for a process of a few seconds.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dcamel.version=" + version,
                "-Dunresolved=" + String.join(",", jars.unresolved())));
        for (String provider : List.of("apidirect", "dumplingai")) {
            command.add("-D" + provider + ".base-url=" + SANDBOX.baseUrl(provider));
            command.add("-D" + provider + ".api-key=" + SANDBOX.apiKey(provider));
        }
        command.addAll(List.of(
                "-cp",
                jars.classPath(),
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--disable-banner",
                "--disable-ansi-colors",
                "--details=testfeed",
                "--select-class=" + CamelChecks.class.getName()));
        return command;
    }

    private static Set<String> checks() {
        return Arrays.stream(CamelChecks.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> method.getName())
                .collect(Collectors.toSet());
    }

    @Test
    void readmeNamesEachVersion() throws IOException {
        assertThat(Files.readAllLines(Path.of("../../README.md"))).contains(README_ROW);
    }
}
