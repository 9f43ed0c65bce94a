package io.github.cameltiktok.benchmark.startup;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A JDK, and its archive of an application's classes.
 *
 * @param home home of the JDK
 * @param feature version, such as 17
 * @param archive file of the archive
 */
record ArchivingJdk(Path home, int feature, Path archive) {

    /** The first version that writes an AOT cache in one run. */
    private static final int AOT_CACHE = 25;

    /**
     * Reads the version of a JDK.
     *
     * @param folder folder for the archive
     * @param application name of the archived application
     */
    static ArchivingJdk at(Path home, Path folder, String application) throws IOException {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        }
        String version = release.getProperty("JAVA_VERSION").replace("\"", "");
        int feature = Runtime.Version.parse(version).feature();
        return new ArchivingJdk(home, feature, folder.resolve(application + "-jdk-" + feature + ".archive"));
    }

    String name() {
        return "JDK " + feature;
    }

    /** Returns the JVM option that writes the archive at the end of the process. */
    String write() {
        return (feature < AOT_CACHE ? "-XX:ArchiveClassesAtExit=" : "-XX:AOTCacheOutput=") + archive;
    }

    /** Returns the JVM option that uses the archive. */
    String read() {
        return (feature < AOT_CACHE ? "-XX:SharedArchiveFile=" : "-XX:AOTCache=") + archive;
    }
}
