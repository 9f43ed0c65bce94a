package io.github.cameltiktok;

import io.github.cameltiktok.internal.message.InvalidArgumentException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's state repository in a file, for a process that may be killed at any moment. The format of the file is
 * Camel's.
 *
 * <p>Camel appends a state in several writes. Once the file is full, and at each stop, Camel empties it and writes
 * all states. A kill between two writes leaves an incomplete line: Camel then fails to start, or reads a wrong state.
 * A kill after the emptying loses states for good.
 *
 * <p>This repository removes an incomplete line when it starts, as the state of that line was not saved yet. It
 * writes all states to a second file, which replaces the first. It rejects a file that is not recognisable as a state
 * file, and leaves that file unchanged. It does not force writes to the disk: a power cut may lose states that the
 * operating system has not written.
 */
public class KillSafeFileStateRepository extends FileStateRepository {

    /** Keys of this component in a state repository. */
    private static final String OWN_KEYS = "tiktok.";

    private static final Logger LOG = LoggerFactory.getLogger(KillSafeFileStateRepository.class);

    private volatile boolean isLoaded;

    /** Creates a repository as a bean, with the property {@code fileStore}. */
    public KillSafeFileStateRepository() {}

    /** @param fileStore the file; created if it does not exist */
    public KillSafeFileStateRepository(File fileStore) {
        setFileStore(fileStore);
    }

    @Override
    protected void doStart() throws Exception {
        truncateIncompleteLine(getFileStore());
        super.doStart();
        isLoaded = true;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        isLoaded = false;
    }

    /**
     * Replaces the file by one with all states. Does nothing before the file has been read: Camel also stops a
     * repository that failed to start, and would overwrite the file with no states.
     *
     * @throws UncheckedIOException if the file cannot be written; the old file then still exists
     */
    @Override
    protected void trunkStore() {
        if (!isLoaded) {
            return;
        }
        String lines = getCache().entrySet().stream()
                .map(state -> state.getKey() + '=' + state.getValue() + '\n')
                .collect(Collectors.joining());
        Path file = getFileStore().toPath();
        try {
            Path replacement = file.resolveSibling(file.getFileName() + ".new");
            // Camel appends in this charset.
            Files.write(replacement, lines.getBytes(Charset.defaultCharset()));
            Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Removes the incomplete last line of a state file. Not for a file that a repository is writing.
     *
     * @param store the file; nothing happens if it does not exist
     * @throws InvalidArgumentException if the file is not recognisable as a state file; the file stays unchanged
     * @throws IOException if the file cannot be read or written
     */
    static void truncateIncompleteLine(File store) throws IOException {
        if (!store.exists()) {
            return;
        }
        byte[] content = Files.readAllBytes(store.toPath());
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        String rest = new String(content, end, content.length - end, Charset.defaultCharset());
        checkIsStateFile(store, new String(content, 0, end, Charset.defaultCharset()), rest);
        if (end < content.length) {
            LOG.warn(
                    "State file {}: removed an incomplete last line of {} bytes with key '{}'; the process was killed while writing it",
                    store,
                    content.length - end,
                    rest.replaceFirst("(?s)=.*", ""));
            try (FileChannel channel = FileChannel.open(store.toPath(), StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
    }

    /** Rejects any other file, whose path may have been set by mistake. No byte of it is changed or shown. */
    private static void checkIsStateFile(File store, String complete, String rest) {
        String[] lines = complete.split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            if (lines[i].indexOf('=') < 1) {
                throw notAStateFile(store, "line " + (i + 1) + " is not key=value");
            }
        }
        if (complete.isEmpty() && !rest.startsWith(OWN_KEYS) && !OWN_KEYS.startsWith(rest)) {
            throw notAStateFile(store, "its only line is incomplete and does not start with " + OWN_KEYS);
        }
    }

    private static InvalidArgumentException notAStateFile(File store, String reason) {
        return new InvalidArgumentException("file " + store + " is not a state file: " + reason
                + ". Each line of a state file must be key=value with a line end. The file was not changed. Set the"
                + " repository's fileStore to another file, or repair this one by hand");
    }
}
