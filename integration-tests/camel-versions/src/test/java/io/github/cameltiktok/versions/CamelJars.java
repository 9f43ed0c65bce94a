package io.github.cameltiktok.versions;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.tooling.maven.MavenArtifact;
import org.apache.camel.tooling.maven.MavenDownloader;
import org.apache.camel.tooling.maven.MavenResolutionException;

/**
 * The jars of one version of Camel.
 *
 * @param classPath class path of the checks
 * @param unresolved optional artifacts that Maven did not find
 */
record CamelJars(String classPath, List<String> unresolved) {

    private static final List<String> REQUIRED =
            List.of("camel-core-engine", "camel-core-languages", "camel-bean", "camel-direct", "camel-health");
    private static final List<String> OPTIONAL = List.of("camel-main", "camel-management");

    /** Class path of the checks without Camel. */
    private static final List<String> OTHERS =
            List.of(System.getProperty("class.path").split(File.pathSeparator));

    /** Resolves the jars. As in an application, the connector's versions of other libraries take precedence over Camel's. */
    static synchronized CamelJars resolve(MavenDownloader maven, String version) throws MavenResolutionException {
        List<String> artifacts = new ArrayList<>(REQUIRED);
        List<String> unresolved = new ArrayList<>();
        for (String artifact : OPTIONAL) {
            try {
                jars(maven, version, List.of(artifact));
                artifacts.add(artifact);
            } catch (MavenResolutionException e) {
                unresolved.add(artifact);
            }
        }
        Set<Path> libraries = OTHERS.stream().map(CamelJars::artifact).collect(Collectors.toSet());
        Stream<String> camel = jars(maven, version, artifacts).stream()
                .map(jar -> jar.getFile().toString())
                .filter(jar -> !libraries.contains(artifact(jar)));
        return new CamelJars(
                Stream.concat(OTHERS.stream(), camel).collect(Collectors.joining(File.pathSeparator)), unresolved);
    }

    private static List<MavenArtifact> jars(MavenDownloader maven, String version, List<String> artifacts)
            throws MavenResolutionException {
        List<String> names = artifacts.stream()
                .map(artifact -> "org.apache.camel:" + artifact + ":" + version)
                .toList();
        return maven.resolveArtifacts(names, Set.of(), true, false);
    }

    /** Returns the folder of all versions of a jar in the local repository. */
    private static Path artifact(String jar) {
        return Path.of(jar).getParent().getParent();
    }
}
