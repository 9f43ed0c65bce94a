package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Commands in a page. Each is checked against the poms or run at the sandbox; any other command is an error. */
final class CommandSnippet {

    private static final Set<String> GOALS = Set.of(
            "clean",
            "compile",
            "process-classes",
            "test",
            "package",
            "verify",
            "install",
            "spotless:apply",
            "spring-boot:run",
            "spring-boot:test-run",
            "archetype:generate",
            "camel:run",
            "exec:java",
            "quarkus:dev",
            "versions:set");

    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|[^\\s\"])+");

    private final Snippet snippet;
    private final Sandbox sandbox;

    CommandSnippet(Snippet snippet, Sandbox sandbox) {
        this.snippet = snippet;
        this.sandbox = sandbox;
    }

    static boolean isCommand(String line) {
        return line.matches("(mvn|java|curl|export|camel|kubectl|docker) .*");
    }

    void check() throws Exception {
        for (String line : snippet.text().strip().replace("\\\n", " ").split("\n")) {
            List<String> words = words(line);
            switch (words.get(0)) {
                case "mvn" -> checkMaven(words.subList(1, words.size()));
                case "java" -> checkJar(words);
                case "curl" -> ask(words);
                case "camel" -> checkCamel(words.subList(1, words.size()));
                case "kubectl" -> checkKubectl(words);
                case "docker" -> checkImage(words);
                case "export" ->
                    assertThat(words.get(1))
                            .as("variable of %s", snippet)
                            .matches("[A-Z]+_API_KEY=[a-z]+-sandbox-key|[A-Z_]+=…");
                default -> throw new AssertionError(snippet + " has a command that nothing checks: " + line);
            }
        }
    }

    private void checkMaven(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("-P")) {
                assertThat(poms().contains("<id>" + word.substring(2) + "</id>"))
                        .as("no pom has the profile %s of %s", word, snippet)
                        .isTrue();
            } else if (word.equals("-pl")) {
                Arrays.stream(words.get(++i).split(","))
                        .forEach(module -> assertThat(Repository.path(module).resolve("pom.xml"))
                                .as("module of %s", snippet)
                                .exists());
            } else if (word.matches("-Darchetype(ArtifactId|Version)=.*")) {
                assertThat(poms()).as(snippet.toString()).contains('>' + word.split("=")[1] + '<');
            } else if (word.matches("-D[\\w-]+") && !word.equals("-DskipTests")) {
                assertThat(poms().contains("<name>" + word.substring(2) + "</name>"))
                        .as("no profile is activated by the property %s of %s", word, snippet)
                        .isTrue();
            } else if (!word.matches("-q|-B|-am|-DskipTests|-D[\\w.-]+=.*")) {
                assertThat(GOALS).as("goals of %s", snippet).contains(word);
            }
        }
    }

    /** Checks a command of the Camel CLI, which takes artifacts from the local repository. */
    private void checkCamel(List<String> words) {
        assertThat(words.get(0)).as("command of %s", snippet).isEqualTo("run");
        assertThat(words.get(1)).as("file of %s", snippet).matches("[a-z0-9-]+\\.yaml");
        for (String word : words.subList(2, words.size())) {
            if (word.startsWith("--dep=mvn:")) {
                String[] artifact = word.substring("--dep=mvn:".length()).split(":");
                assertThat(poms())
                        .as("artifact of %s", snippet)
                        .contains("<groupId>" + artifact[0] + "</groupId>")
                        .contains("<artifactId>" + artifact[1] + "</artifactId>\n  <name>");
                assertThat(artifact[2]).as("version of %s", snippet).isEqualTo(textOf(poms(), "version"));
            } else {
                assertThat(word)
                        .as("argument of %s", snippet)
                        .matches(
                                "application\\.properties|--(properties=[a-z.]+|kamelets-version=[0-9.]+|(?:max-messages|port)=\\d+)");
            }
        }
    }

    /** Checks the name only: the jar is packaged after this test. */
    private void checkJar(List<String> words) {
        if (words.get(1).endsWith(".java")) {
            assertThat(Repository.path(words.get(1)))
                    .as("program of %s", snippet)
                    .exists();
            return;
        }
        assertThat(words.get(1)).isEqualTo("-jar");
        String version = textOf(poms(), "version");
        assertThat(words.get(2))
                .as("jar of %s", snippet)
                .isEqualTo("target/camel-tiktok-sandbox-" + version + "-all.jar");
        assertThat(Repository.read(Repository.path("examples/sandbox/pom.xml")))
                .contains("<artifactId>camel-tiktok-sandbox</artifactId>")
                .contains("<shadedClassifierName>all</shadedClassifierName>");
    }

    /** A folder to apply must exist; a Secret or Deployment must be named in a manifest. */
    private void checkKubectl(List<String> words) {
        String command = String.join(" ", words);
        if (command.matches("kubectl apply -k \\S+")) {
            assertThat(Repository.path(words.get(3)).resolve("kustomization.yaml"))
                    .as("folder of %s", snippet)
                    .exists();
        } else {
            String name = command.replaceFirst("kubectl create secret generic (\\S+) --from-(env-)?file=\\S+", "$1")
                    .replaceFirst("kubectl rollout restart deployment/(\\S+)", "name: $1");
            assertThat(Repository.manifests())
                    .as("resource named by %s of %s", command, snippet)
                    .anyMatch(manifest -> manifest.contains(name));
        }
    }

    private void checkImage(List<String> words) {
        assertThat(words.subList(1, 3)).as(snippet.toString()).containsExactly("load", "--input");
        Path tar = Repository.path(words.get(3));
        assertThat(Repository.read(tar.getParent().resolveSibling("pom.xml")))
                .as("image of %s", snippet)
                .contains(">${project.build.directory}/" + tar.getFileName() + '<');
    }

    /** Replaces the port of the page by that of the sandbox. */
    private void ask(List<String> words) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-H")) {
                String[] header = words.get(++i).split(": ", 2);
                request.header(header[0], header[1]);
            } else if (word.equals("-d")) {
                request.POST(HttpRequest.BodyPublishers.ofString(words.get(++i)));
            } else {
                assertThat(word).as("address of %s", snippet).startsWith("http://127.0.0.1:");
                request.uri(URI.create(word.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + sandbox.port())));
            }
        }
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", snippet, answer.body()).isEqualTo(200);
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(MatchResult::group)
                .map(word -> word.replace("\"", ""))
                .toList();
    }

    private static String poms() {
        return String.join(
                "",
                Repository.poms().stream()
                        .filter(Files::exists)
                        .map(Repository::read)
                        .toList());
    }

    private static String textOf(String pom, String element) {
        return pom.split("<" + element + ">", 2)[1].split("<", 2)[0];
    }
}
