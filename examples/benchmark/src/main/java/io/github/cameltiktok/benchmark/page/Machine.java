package io.github.cameltiktok.benchmark.page;

import com.fasterxml.jackson.core.json.PackageVersion;
import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.impl.launcher.commands.VersionCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.core5.util.VersionInfo;

/** Hardware, system and versions of a run. */
public final class Machine {

    private static final String SEPARATOR = ": ";

    private final Map<String, String> facts;

    private Machine(Map<String, String> facts) {
        this.facts = facts;
    }

    /** Returns the facts of this machine. */
    public static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Processor", processor());
        facts.put("Cores", Integer.toString(system.getAvailableProcessors()));
        facts.put("Memory", Math.round(system.getTotalMemorySize() / 1e9) + " GB");
        facts.put("System", system.getName() + " " + system.getVersion() + ", " + system.getArch());
        facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("Camel", new DefaultCamelContext().getVersion());
        facts.put("HttpClient 5", client());
        facts.put("Vert.x", VersionCommand.getVersion());
        facts.put("Jackson", PackageVersion.VERSION.toString());
        return new Machine(facts);
    }

    /** Returns the facts in a file; empty if the file does not exist. */
    public static Machine read(Path file) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] parts = line.split(SEPARATOR, 2);
            facts.put(parts[0], parts[1]);
        }
        return new Machine(facts);
    }

    /** Writes the facts to a file. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(
                file,
                facts.entrySet().stream()
                        .map(fact -> fact.getKey() + SEPARATOR + fact.getValue())
                        .toList());
    }

    /** Returns a table of the facts. */
    public String table() {
        Table table = new Table(List.of("on", ""));
        facts.forEach((name, value) -> table.row(List.of(name, value)));
        return table.toString().replace("---:", "---");
    }

    private static String processor() {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return System.getProperty("os.arch", "?");
        }
        try {
            return Files.readAllLines(info).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*:\\s*", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch", "?"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String client() {
        VersionInfo info = VersionInfo.loadVersionInfo("org.apache.hc.client5", Machine.class.getClassLoader());
        return info == null ? "?" : info.getRelease();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Machine machine && machine.facts.equals(facts);
    }

    @Override
    public int hashCode() {
        return facts.hashCode();
    }
}
