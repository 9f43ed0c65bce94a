package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.cameltiktok.model.TikTokRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The metadata for native images names everything that is found by reflection, and every resource. */
final class NativeImageMetadataTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path METADATA = Path.of(System.getProperty("basedir", ""))
            .resolve("src/main/resources/META-INF/native-image/io.github.cameltiktok/camel-tiktok-component");
    private static final String UPDATE =
            "mvn -q -pl camel-tiktok-component -am test -Dtest=NativeImageMetadataTest -Dmetadata.update=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false";

    private static final List<String> CONSTRUCTORS = List.of("allDeclaredConstructors");
    private static final List<String> MEMBERS =
            List.of("allDeclaredConstructors", "allDeclaredFields", "allDeclaredMethods");
    private static final List<String> RECORD =
            List.of("allDeclaredConstructors", "allDeclaredFields", "allDeclaredMethods", "allRecordComponents");

    private final Path classes;

    NativeImageMetadataTest() throws URISyntaxException {
        URL location =
                TikTokComponent.class.getProtectionDomain().getCodeSource().getLocation();
        classes = Path.of(location.toURI());
    }

    @Test
    void reflectionNamesRecordsExceptionsAndServices() throws Exception {
        Map<String, List<String>> expected = new TreeMap<>();
        services().map(NativeImageMetadataTest::implementation).forEach(name -> expected.put(name, CONSTRUCTORS));
        serializers().forEach(type -> expected.put(type.getName(), CONSTRUCTORS));
        cacheClasses().forEach(name -> expected.put(name, MEMBERS));
        for (JavaClass type : new ClassFileImporter().importPath(classes)) {
            if (isException(type) || isModel(type) && !type.isRecord()) {
                expected.put(type.getName(), MEMBERS);
            } else if (isModel(type) || isResponse(type)) {
                expected.put(type.getName(), RECORD);
            }
        }
        ArrayNode entries = JSON.createArrayNode();
        expected.forEach((name, members) -> {
            ObjectNode entry = entries.addObject().put("name", name);
            members.forEach(member -> entry.put(member, true));
        });

        assertThat(expected)
                .containsKeys(
                        TikTokComponent.class.getName(),
                        TikTokException.class.getName(),
                        TikTokRecord.class.getName(),
                        "io.github.cameltiktok.provider.apidirect.ApiDirectErrors$ErrorBody");
        assertThatFileIs("reflect-config.json", entries);
    }

    @Test
    void resourcesAreServicesAndSchemas() throws IOException {
        ObjectNode config = JSON.createObjectNode();
        ArrayNode includes = config.putObject("resources").putArray("includes");
        Stream.concat(services(), files("io/github/cameltiktok/model").filter(file -> file.endsWith(".schema.json")))
                .map(file -> "\\Q" + file + "\\E")
                .forEach(pattern -> includes.addObject().put("pattern", pattern));

        assertThat(includes.findValuesAsText("pattern"))
                .contains(
                        "\\QMETA-INF/services/org/apache/camel/component/tiktok\\E",
                        "\\Qio/github/cameltiktok/model/tiktok-video.schema.json\\E");
        assertThatFileIs("resource-config.json", config);
    }

    private static void assertThatFileIs(String name, Object expected) throws IOException {
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(expected) + '\n';
        Path file = METADATA.resolve(name);
        if (Boolean.getBoolean("metadata.update")) {
            Files.createDirectories(METADATA);
            Files.writeString(file, text);
        }
        assertThat(file).as("%s is stale; rewrite it with: %s", name, UPDATE).hasContent(text);
    }

    /** Simple reads their properties in routes, such as {@code ${exception.retryable}}. */
    private static boolean isException(JavaClass type) {
        return type.isAssignableTo(Throwable.class) && type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    /** Jackson writes them, Simple reads them. */
    private static boolean isModel(JavaClass type) {
        return type.getPackageName().equals(TikTokRecord.class.getPackageName())
                && (type.isRecord() || type.isEnum() || type.isInterface())
                && !type.getSimpleName().equals("package-info");
    }

    /** Jackson binds them. */
    private static boolean isResponse(JavaClass type) {
        return type.isRecord()
                && type.getPackageName().startsWith("io.github.cameltiktok.provider.")
                && !type.getPackageName().endsWith(".mapping");
    }

    private static Stream<Class<?>> serializers() {
        return new ClassFileImporter()
                .importPackagesOf(TikTokRecord.class).stream()
                        .filter(JavaClass::isRecord)
                        .flatMap(type -> Arrays.stream(type.reflect().getRecordComponents()))
                        .map(component -> component.getAccessor().getAnnotation(JsonSerialize.class))
                        .filter(annotation -> annotation != null)
                        .map(JsonSerialize::using);
    }

    /** Returns the names of the classes that Caffeine selects by the options of the cache, and loads by name. */
    private static List<String> cacheClasses() throws ReflectiveOperationException {
        Class<?> type = Class.forName("io.github.cameltiktok.internal.lookup.CoalescingCache");
        Constructor<?> constructor = type.getDeclaredConstructor(Clock.class, Executor.class);
        constructor.setAccessible(true);
        Object cache = constructor.newInstance(Clock.systemUTC(), (Executor) Runnable::run);
        Method ensureCapacity = type.getDeclaredMethod("ensureCapacity", int.class);
        ensureCapacity.setAccessible(true);
        ensureCapacity.invoke(cache, 1);
        Object map = ((Cache<?, ?>) valueOf("entries", cache, type)).asMap();
        Object nodes =
                valueOf("nodeFactory", map, Class.forName("com.github.benmanes.caffeine.cache.BoundedLocalCache"));
        return List.of(map.getClass().getName(), nodes.getClass().getName());
    }

    private static Object valueOf(String field, Object object, Class<?> declaring) throws ReflectiveOperationException {
        Field declared = declaring.getDeclaredField(field);
        declared.setAccessible(true);
        return declared.get(object);
    }

    private Stream<String> services() throws IOException {
        return files("META-INF/services").filter(file -> !file.endsWith(".properties") && !file.endsWith(".json"));
    }

    /** A service file of Camel has a property, or the name alone. */
    private static String implementation(String resource) {
        try (var stream = TikTokComponent.class.getResourceAsStream('/' + resource)) {
            Properties properties = new Properties();
            properties.load(stream);
            String name = properties.getProperty("class");
            return name == null ? new TreeSet<>(properties.stringPropertyNames()).first() : name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(classes.resolve(folder))) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
