package io.github.cameltiktok.benchmark.cachehit;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/** Heap per class, as from {@code jcmd GC.class_histogram}. */
final class ClassHistogram {

    private ClassHistogram() {}

    /** Returns the bytes of the largest classes in descending order, including garbage. */
    static Map<String, Long> largest(int classes) throws JMException {
        String text = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[] {"-all"}},
                        new String[] {String[].class.getName()});
        Map<String, Long> bytes = new LinkedHashMap<>();
        // num: instances bytes class (module)
        text.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(cells -> cells.length >= 4 && cells[0].matches("\\d+:"))
                .limit(classes)
                .forEach(cells -> bytes.put(cells[3], Long.valueOf(cells[2])));
        return bytes;
    }
}
