package io.github.cameltiktok.pipeline.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The data folder of a stopped broker. Immutable. */
record DataFolder(Path path) {

    /** Copies the partitions of a topic to another folder. */
    void backUp(String topic, Path backup) {
        forEachPartition(path, topic, partition -> copy(partition, backup.resolve(partition.getFileName())));
    }

    /** Replaces the partitions of a topic by those of a copy. */
    void restore(String topic, Path backup) {
        forEachPartition(path, topic, DataFolder::delete);
        forEachPartition(backup, topic, partition -> copy(partition, path.resolve(partition.getFileName())));
    }

    /** Deletes a folder with its content. */
    static void delete(Path folder) {
        inOrder(folder, Comparator.reverseOrder()).forEach(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private interface Action {
        void on(Path partition);
    }

    private static void forEachPartition(Path folder, String topic, Action action) {
        try (Stream<Path> partitions = Files.list(folder)) {
            partitions
                    .filter(partition ->
                            partition.getFileName().toString().matches(topic.replace(".", "\\.") + "-\\d+"))
                    .toList()
                    .forEach(action::on);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        inOrder(from, Comparator.naturalOrder()).forEach(file -> {
            try {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<Path> inOrder(Path folder, Comparator<Path> order) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(order).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
