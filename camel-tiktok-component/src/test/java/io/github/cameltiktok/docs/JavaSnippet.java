package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Java in a page: a whole class, members of one, or statements of a {@code configure()} method. It is compiled with the
 * class path of this test.
 */
final class JavaSnippet {

    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

    private static final String IMPORTS = """
            import static org.assertj.core.api.Assertions.assertThat;
            import io.github.cameltiktok.*;
            import io.github.cameltiktok.model.*;
            import io.github.cameltiktok.sandbox.*;
            import java.io.File;
            import java.net.URI;
            import org.apache.camel.*;
            import org.apache.camel.builder.RouteBuilder;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.extension.RegisterExtension;

            """;

    private final Snippet snippet;
    private final Path folder;
    private final StandardJavaFileManager files;

    /**
     * @param folder for class files
     * @param files of the compiler, with a cached class path
     */
    JavaSnippet(Snippet snippet, Path folder, StandardJavaFileManager files) {
        this.snippet = snippet;
        this.folder = folder;
        this.files = files;
    }

    /** Compiles and loads the class. */
    Class<?> load() throws Exception {
        String source = source();
        Matcher name = CLASS.matcher(source);
        assertThat(name.find()).as("a class in %s", snippet).isTrue();
        compile(name.group(1), source);
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())
                .loadClass(name.group(1));
    }

    /** Runs the tests of a test class with the callbacks of its registered extensions, without JUnit's engine. */
    static void runTests(Class<?> tests) throws Exception {
        var constructor = tests.getDeclaredConstructor();
        constructor.setAccessible(true);
        List<Object> extensions = extensions(tests);
        for (Object extension : extensions) {
            call(extension, "beforeAll");
        }
        for (Method method : tests.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                method.setAccessible(true);
                for (Object extension : extensions) {
                    call(extension, "beforeEach");
                }
                method.invoke(constructor.newInstance());
            }
        }
        for (Object extension : extensions) {
            call(extension, "afterAll");
        }
    }

    private static List<Object> extensions(Class<?> tests) throws IllegalAccessException {
        List<Object> extensions = new ArrayList<>();
        for (Field field : tests.getDeclaredFields()) {
            if (field.isAnnotationPresent(RegisterExtension.class)) {
                field.setAccessible(true);
                extensions.add(field.get(null));
            }
        }
        return extensions;
    }

    private static void call(Object extension, String callback) throws ReflectiveOperationException {
        for (Method method : extension.getClass().getMethods()) {
            if (method.getName().equals(callback)) {
                method.invoke(extension, new Object[] {null});
            }
        }
    }

    private String source() {
        String text = snippet.text();
        if (CLASS.matcher(text).find()) {
            return text;
        }
        if (text.startsWith("@")) {
            return IMPORTS + "public class Members {\n" + text + "}\n";
        }
        return IMPORTS + "public class Fragment extends RouteBuilder {\n  public void configure() throws Exception {\n"
                + text + "  }\n}\n";
    }

    private void compile(String name, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-classpath",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-d",
                folder.toString(),
                "-proc:none");
        boolean isCompiled = compiler.getTask(messages, files, null, options, null, List.of(new Source(name, source)))
                .call();
        assertThat(isCompiled).as("%s does not compile: %s", snippet, messages).isTrue();
    }

    /** Java source in memory. */
    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + JavaFileObject.Kind.SOURCE.extension), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
