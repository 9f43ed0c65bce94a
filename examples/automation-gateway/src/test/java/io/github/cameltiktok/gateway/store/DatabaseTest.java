package io.github.cameltiktok.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    Path folder;

    @Test
    void filesOfSqliteAreForTheirOwner() throws IOException {
        try (Database database = open()) {
            database.now(handle -> handle.execute("CREATE TABLE filled (n INTEGER)"));

            for (String name : new String[] {"gateway.db", "gateway.db-wal", "gateway.db-shm"}) {
                assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
                        .as(name)
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @Test
    void permissionsOfAnOldFileAreKept() throws IOException {
        open().close();
        Path file = folder.resolve("gateway.db");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        open().close();

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void statementOnAnEventLoopFails() {
        Vertx vertx = Vertx.vertx();
        try (Database database = open()) {
            CompletableFuture<Integer> result = new CompletableFuture<>();
            vertx.runOnContext(nothing -> {
                try {
                    result.complete(database.now(handle -> handle.execute("SELECT 1")));
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });

            assertThatThrownBy(() -> result.get(1, TimeUnit.MINUTES)).hasMessageContaining("event loop");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private Database open() {
        return Database.open("jdbc:sqlite:" + folder.resolve("gateway.db") + "?date_class=integer", null, null);
    }
}
