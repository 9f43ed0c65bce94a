package io.github.cameltiktok.benchmark.mapping;

import java.util.Arrays;
import java.util.List;

/** Who is measured beside whom. */
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

    /** Returns its method in {@link MappingLoops}, which is its name in results. */
    String method() {
        return method;
    }

    /** Returns its name in tables. */
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
