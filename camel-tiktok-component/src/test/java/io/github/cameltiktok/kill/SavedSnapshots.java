package io.github.cameltiktok.kill;

import io.github.cameltiktok.watch.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of snapshots after a kill.
 *
 * @param states by handle
 * @param isTruncated whether the last line is incomplete
 */
record SavedSnapshots(Map<String, CreatorState> states, boolean isTruncated) {

    static final String ROUTE = "watching";

    private static final String KEY = "tiktok.watch." + ROUTE + ".user:";

    static SavedSnapshots read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new SavedSnapshots(Map.of(), false);
        }
        String text = Files.readString(file);
        int end = text.lastIndexOf('\n') + 1;
        Map<String, CreatorState> states = new HashMap<>();
        for (String line : text.substring(0, end).lines().toList()) {
            List<String> parts = List.of(line.split("=", 2));
            Snapshot snapshot = Snapshot.parse(parts.get(1));
            states.put(parts.get(0).substring(KEY.length()), new CreatorState(snapshot.visible(), (Long)
                    snapshot.fields().get("stats.followers")));
        }
        return new SavedSnapshots(states, end < text.length());
    }

    CreatorState of(String handle) {
        return states.getOrDefault(handle, CreatorState.NOTHING);
    }
}
