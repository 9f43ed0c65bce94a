package io.github.cameltiktok.benchmark.mapping;

import java.util.Arrays;
import java.util.List;

/** The compared ways to read and write. */
enum Contender {
    READ("read", "camel-tiktok", false),
    READ_TREE("readTree", "readTree", false),
    BIND("bind", "data-binding", false),
    WRITE("write", "camel-tiktok", true),
    WRITE_TREE("writeTree", "a tree", true);

    private final String method;
    private final String title;
    private final boolean writes;

    Contender(String method, String title, boolean writes) {
        this.method = method;
        this.title = title;
        this.writes = writes;
    }

    /** Returns the name in results, which is the method in {@link MappingLoops}. */
    String method() {
        return method;
    }

    /** Returns the name for tables. */
    String title() {
        return title;
    }

    static List<Contender> readers() {
        return Arrays.stream(values()).filter(contender -> !contender.writes).toList();
    }

    static List<Contender> writers() {
        return Arrays.stream(values()).filter(contender -> contender.writes).toList();
    }
}
