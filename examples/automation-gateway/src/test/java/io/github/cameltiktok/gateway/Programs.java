package io.github.cameltiktok.gateway;

import java.io.File;
import java.util.Arrays;
import java.util.Optional;

/** Programs that some tests need, and that a machine may lack. */
public final class Programs {

    private Programs() {}

    /** Returns the file of a program on the PATH. */
    public static Optional<File> find(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst();
    }

    public static boolean exist(String name) {
        return find(name).isPresent();
    }
}
