package io.github.cameltiktok;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's repository of states in a file, for a process that may be killed at any moment. The format of the file is
 * Camel's.
 *
 * <p>Camel appends a state in several writes, and once the file is full, and at each stop, empties it and writes all
 * states anew. A kill between two writes leaves half a line, which Camel cannot start with or takes for a state; a kill
 * after the emptying loses states for good. Here half a line is dropped at the next start, as its state was not saved
 * yet, and all states are written into a second file that takes the place of the first. Nothing is forced to the disk:
 * what the operating system loses in a power cut is lost.
 */
public class KillSafeFileStateRepository extends FileStateRepository {

    private static final Logger LOG = LoggerFactory.getLogger(KillSafeFileStateRepository.class);

    /** As bean, with the property {@code fileStore}. */
    public KillSafeFileStateRepository() {}

    /** @param fileStore the file; made if it is missing */
    public KillSafeFileStateRepository(File fileStore) {
        setFileStore(fileStore);
    }

    @Override
    protected void loadStore() throws IOException {
        dropHalfALine(getFileStore());
        super.loadStore();
    }

    /** @throws UncheckedIOException if the file cannot be written; then the old one is still there */
    @Override
    protected void trunkStore() {
        String lines = getCache().entrySet().stream()
                .map(state -> state.getKey() + '=' + state.getValue() + '\n')
                .collect(Collectors.joining());
        Path file = getFileStore().toPath();
        try {
            Path anew = file.resolveSibling(file.getFileName() + ".new");
            // The charset is the one that Camel appends in.
            Files.write(anew, lines.getBytes(Charset.defaultCharset()));
            Files.move(anew, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts off what follows the last end of a line. Not for a file that a repository is writing. */
    static void dropHalfALine(File store) throws IOException {
        if (!store.exists()) {
            return;
        }
        byte[] content = Files.readAllBytes(store.toPath());
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        if (end < content.length) {
            LOG.warn(
                    "{} ends in half a line, as a process that was killed leaves it. It is dropped: '{}'",
                    store,
                    new String(Arrays.copyOfRange(content, end, content.length), Charset.defaultCharset()));
            try (FileChannel channel = FileChannel.open(store.toPath(), StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
    }
}
