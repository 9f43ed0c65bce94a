package io.github.cameltiktok.release;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class StagedFilesTest {

    private static final boolean SIGNED = Boolean.getBoolean("signed");
    private static final int JAVA_17 = 61;

    static Stream<StagedModule> modules() throws IOException {
        return StagedModule.all().stream();
    }

    static Stream<StagedModule> jars() throws IOException {
        return modules().filter(StagedModule::isJar);
    }

    @Test
    void modulesOfTheBomAreStagedAndNoOthers() throws Exception {
        Set<String> expected = new TreeSet<>(
                texts(StagedModule.named("camel-tiktok-bom").pom(), "/project/dependencyManagement//artifactId"));
        expected.add("camel-tiktok-bom");

        assertThat(modules().map(StagedModule::artifactId)).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void filesAreComplete(StagedModule module) {
        Set<String> expected = new TreeSet<>(Set.of(".pom", "-cyclonedx.json", "-cyclonedx.xml"));
        if (module.isJar()) {
            expected.addAll(Set.of(".jar", "-sources.jar", "-javadoc.jar"));
        }
        if (module.artifactId().equals("camel-tiktok-sandbox")) {
            expected.add("-all.jar");
        }

        assertThat(module.artifacts().keySet()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyFileHasChecksums(StagedModule module) throws Exception {
        for (Map.Entry<String, Path> file : module.artifacts().entrySet()) {
            byte[] content = Files.readAllBytes(file.getValue());
            for (String algorithm : List.of("md5", "sha1")) {
                byte[] digest = MessageDigest.getInstance(algorithm).digest(content);
                assertThat(module.files().get(file.getKey() + "." + algorithm))
                        .hasContent(HexFormat.of().formatHex(digest));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyFileIsSignedIfThereIsAKey(StagedModule module) {
        Set<String> signed = new TreeSet<>(module.files().keySet());
        signed.removeIf(name -> !name.endsWith(".asc"));

        assertThat(signed)
                .containsExactlyElementsOf(
                        SIGNED
                                ? module.artifacts().keySet().stream()
                                        .map(n -> n + ".asc")
                                        .toList()
                                : List.of());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void pomHasWhatMavenCentralRequires(StagedModule module) throws Exception {
        Document pom = module.pom();
        for (String element : List.of(
                "groupId",
                "artifactId",
                "version",
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) {
            assertThat(texts(pom, "/project/" + element)).as(element).hasSize(1).allMatch(text -> !text.isBlank());
        }
        assertThat(texts(pom, "/project/url")).containsExactly("https://github.com/cameltiktok/camel-tiktok");
        assertThat(texts(pom, "/project/scm/url")).containsExactly("https://github.com/cameltiktok/camel-tiktok");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void pomIsFlat(StagedModule module) throws Exception {
        Document pom = module.pom();

        assertThat(texts(pom, "/project/parent | /project/profiles | /project/build"))
                .isEmpty();
        assertThat(Files.readString(module.files().get(".pom"))).doesNotContain("${");
        assertThat(texts(pom, "//dependency/scope")).isSubsetOf("compile", "runtime", "provided", "import");
        assertThat(texts(pom, "//dependency[not(version)]")).isEmpty();
        assertThat(texts(pom, "//dependency[groupId = 'io.github.cameltiktok']/version"))
                .allMatch(StagedModule.VERSION::equals);
    }

    @Test
    void pomKeepsScopesAndExclusions() throws Exception {
        Document component = StagedModule.named("camel-tiktok-component").pom();
        assertThat(texts(component, "//dependency[artifactId = 'resilience4j-circuitbreaker']//exclusion/groupId"))
                .containsExactly("org.jetbrains.kotlin");
        assertThat(texts(component, "//dependency[artifactId = 'micrometer-core']/optional"))
                .containsExactly("true");
        assertThat(texts(
                        StagedModule.named("camel-tiktok-kamelets").pom(),
                        "//dependency[artifactId = 'camel-tiktok-component']/scope"))
                .containsExactly("runtime");
    }

    @Test
    void automaticModuleNamesAreDistinct() throws Exception {
        List<String> names = new ArrayList<>();
        for (StagedModule module : jars().toList()) {
            names.add(module.manifest().getMainAttributes().getValue("Automatic-Module-Name"));
        }

        assertThat(names)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("io\\.github\\.cameltiktok(\\.[a-z]+)*"));
        assertThat(names).doesNotContain("io.github.cameltiktok.example");
    }

    @ParameterizedTest
    @MethodSource("jars")
    void manifestNamesTitleAndVersion(StagedModule module) throws Exception {
        Attributes manifest = module.manifest().getMainAttributes();

        assertThat(manifest.getValue("Implementation-Title")).startsWith("Camel TikTok :: ");
        assertThat(manifest.getValue("Implementation-Version")).isEqualTo(StagedModule.VERSION);
    }

    @ParameterizedTest
    @MethodSource("jars")
    void everyJarHasLicenceAndNotice(StagedModule module) throws Exception {
        String notice = Files.readAllLines(StagedModule.ROOT.resolve("NOTICE")).get(0);
        for (String jar : module.jars().keySet()) {
            Map<String, byte[]> entries = module.entries(jar);
            assertThat(entries.get("META-INF/LICENSE"))
                    .as("LICENSE in %s", jar)
                    .isEqualTo(Files.readAllBytes(StagedModule.ROOT.resolve("LICENSE")));
            assertThat(entries).as(jar).containsKey("META-INF/NOTICE");
            assertThat(new String(entries.get("META-INF/NOTICE"), UTF_8))
                    .as("NOTICE in %s", jar)
                    .contains(notice);
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void classesAreOfJava17AndOfTheMainSources(StagedModule module) throws Exception {
        Path folder = module.folder();
        Set<String> sources = module.entries("-sources.jar").keySet();
        for (Map.Entry<String, byte[]> entry : module.entries(".jar").entrySet()) {
            String name = entry.getKey();
            if (name.endsWith(".class")) {
                String source = name.replaceFirst("(\\$.*)?\\.class$", ".java");
                assertThat(entry.getValue()[7]).as(name).isEqualTo((byte) JAVA_17);
                assertThat(sources).as("source of %s", name).contains(source);
                assertThat(List.of("src/main/java", "src/generated/java", "target/generated-sources/endpoint-dsl"))
                        .as("source of %s", name)
                        .anyMatch(root -> Files.exists(folder.resolve(root).resolve(source)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void javadocHasAPageForEachPublicPackage(StagedModule module) throws Exception {
        Set<String> pages = module.entries("-javadoc.jar").keySet();
        Set<String> packages = new HashSet<>();
        for (String name : module.entries("-sources.jar").keySet()) {
            if (name.endsWith("package-info.java") && !name.contains("/internal/")) {
                packages.add(name.replace("package-info.java", "package-summary.html"));
            }
        }

        assertThat(pages).containsAll(packages);
        assertThat(pages).noneMatch(page -> page.contains("/internal/"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noFileContainsAPathOfTheBuildMachine(StagedModule module) throws Exception {
        List<String> paths = List.of(
                StagedModule.ROOT.toString(),
                Path.of(System.getProperty("user.home"), ".m2").toString(),
                System.getProperty("java.home"));
        for (Map.Entry<String, Path> file : module.artifacts().entrySet()) {
            Map<String, byte[]> contents = file.getKey().endsWith(".jar")
                    ? module.entries(file.getKey())
                    : Map.of(file.getKey(), Files.readAllBytes(file.getValue()));
            contents.forEach((name, content) -> {
                String text = new String(content, ISO_8859_1);
                assertThat(paths).as("%s in %s", name, file.getKey()).noneMatch(text::contains);
            });
        }
    }

    @Test
    void componentHasItsDescriptionInBothPlaces() throws Exception {
        Map<String, byte[]> entries =
                StagedModule.named("camel-tiktok-component").entries(".jar");

        byte[] description = entries.get("META-INF/io/github/cameltiktok/tiktok.json");
        assertThat(entries.get("io/github/cameltiktok/tiktok.json")).isEqualTo(description);
        assertThat(new ObjectMapper()
                        .readTree(description)
                        .at("/component/version")
                        .asText())
                .isEqualTo(StagedModule.VERSION);
    }

    @Test
    void kameletsNameTheVersion() throws Exception {
        Map<String, byte[]> entries =
                StagedModule.named("camel-tiktok-kamelets").entries(".jar");
        for (String kamelet : List.of("video-action", "user-action", "video-source", "user-source")) {
            assertThat(new String(entries.get("kamelets/tiktok-" + kamelet + ".kamelet.yaml"), UTF_8))
                    .contains("mvn:io.github.cameltiktok:camel-tiktok-component:" + StagedModule.VERSION);
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void billOfMaterialsListsEveryDependencyWithItsLicence(StagedModule module) throws Exception {
        JsonNode bill = new ObjectMapper()
                .readTree(module.files().get("-cyclonedx.json").toFile());
        List<JsonNode> components = StreamSupport.stream(bill.path("components").spliterator(), false)
                .toList();

        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo(module.artifactId());
        assertThat(components)
                .extracting(component -> component.path("name").asText())
                .containsAll(texts(module.pom(), "/project/dependencies/dependency[not(optional)]/artifactId"))
                .doesNotContain("assertj-core", "camel-tiktok-sandbox");
        assertThat(components).allSatisfy(component -> assertThat(component.path("licenses"))
                .as(component.path("purl").asText())
                .isNotEmpty());
    }

    private static List<String> texts(Document document, String path) throws XPathExpressionException {
        NodeList nodes =
                (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
