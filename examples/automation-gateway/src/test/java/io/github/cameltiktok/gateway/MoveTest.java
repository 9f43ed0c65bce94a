package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that moves a SQLite file to Postgres. */
class MoveTest {

    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String target = "";

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void createTarget() throws SQLException, IOException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS target");
            statement.execute("CREATE DATABASE target");
        }
        target = postgres.getJdbcUrl("postgres", "target");
        Files.writeString(
                folder.resolve("gateway.properties"),
                "gateway.database.url = jdbc:sqlite:" + folder.resolve("gateway.db") + '\n');
    }

    @Test
    void gatewayGoesOnWithTheRowsOfSqlite() {
        try (Traffic traffic = new Traffic()) {
            try (GatewayFixture gateway = traffic.first(folder)) {
                traffic.begin(gateway);
            }

            assertThat(move()).as(err()).isZero();

            assertThat(out()).contains("delivery ", "Moved ", "Keep gateway.secret");
            try (GatewayFixture gateway = traffic.gateway(folder, "other")
                    .with("gateway.database.url", target)
                    .start()) {
                traffic.goesOnAt(gateway);
            }
        }
    }

    @Test
    void gatewayThatRunsIsNotMoved() {
        try (GatewayFixture gateway = GatewayFixture.start(folder)) {
            assertThat(move()).isEqualTo(1);
            assertThat(err()).isEqualTo("The SQLite file is in use: stop the gateway first\n");
            assertThat(gateway.get("/v1/watches").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void targetWithRowsIsRefused() {
        try (GatewayFixture gateway = GatewayFixture.start(folder)) {
            gateway.get("/v1/me");
        }
        try (Database full = Database.open(target, null, null)) {
            full.now(handle -> handle.execute(
                    "INSERT INTO spend (caller, day, request_source, calls) VALUES ('team', '2026-06-01', '', 1)"));
        }

        assertThat(move()).isEqualTo(1);

        assertThat(err()).startsWith("The target has 1 rows in the table spend: create an empty database");
        assertThat(rows(target, "caller")).isZero();
    }

    @Test
    void rowThatPostgresRefusesLeavesTheTargetEmpty() {
        String source = "jdbc:sqlite:" + folder.resolve("gateway.db");
        try (Database sqlite = Database.open(source, null, null)) {
            sqlite.now(handle -> {
                handle.execute("INSERT INTO spend (caller, day, request_source, calls) VALUES ('a', 'b', 'c', 1)");
                return handle.execute("INSERT INTO subject (id, kind, url, provider, lease_until, failures)"
                        + " VALUES ('secret', 'video', CAST(X'6100' AS TEXT), '', 0, 0)");
            });
        }

        assertThat(move()).isEqualTo(1);

        assertThat(err())
                .startsWith("Table subject cannot be copied: SQL state ")
                .doesNotContain("secret");
        assertThat(rows(target, "spend")).isZero();
        assertThat(rows(source, "spend")).isEqualTo(1);
    }

    @Test
    void manyRowsArriveInPages() {
        int count = 12_345;
        String source = "jdbc:sqlite:" + folder.resolve("gateway.db");
        try (Database sqlite = Database.open(source, null, null)) {
            sqlite.now(handle -> handle.execute(
                    "INSERT INTO event (id, caller, position, type, created_at, body)"
                            + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                            + " SELECT 'evt_' || i, 'team', i, 'batch.item', i, '{\"plays\":' || i || '}' FROM n",
                    count));
        }

        assertThat(move()).as(err()).isZero();

        assertThat(out())
                .contains("event                      10,000 rows so far\nevent                      12,345 rows\n");
        assertThat(rows(target, "event")).isEqualTo(count);
        try (Database moved = Database.open(target, null, null)) {
            List<String> last = moved.now(handle -> handle.createQuery("SELECT body FROM event WHERE position = 12345")
                    .mapTo(String.class)
                    .list());
            assertThat(last).containsExactly("{\"plays\":12345}");
        }
    }

    @Test
    void fileThatDoesNotExistIsNotCreated() {
        assertThat(move()).isEqualTo(1);
        assertThat(err()).startsWith("No SQLite file at jdbc:sqlite:");
        assertThat(folder.resolve("gateway.db")).doesNotExist();
    }

    @Test
    void otherDirectionIsRefused() {
        assertThat(run("--to", "jdbc:sqlite:other.db")).isEqualTo(1);
        assertThat(err()).startsWith("move copies from SQLite to Postgres");
    }

    private static long rows(String url, String table) {
        try (Database database = Database.open(url, null, null)) {
            return database.now(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                    .mapTo(Long.class)
                    .one());
        }
    }

    private int move() {
        return run("--to", target);
    }

    private int run(String... options) {
        return Gateway.commandLine(out, err)
                .execute(
                        "move", "--config", folder.resolve("gateway.properties").toString(), options[0], options[1]);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
