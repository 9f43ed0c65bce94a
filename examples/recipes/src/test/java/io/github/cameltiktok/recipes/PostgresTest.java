package io.github.cameltiktok.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the recipe with a Postgres, and the queries of the Grafana dashboard on its tables. */
final class PostgresTest {

    private static final Recipe RECIPE = new Recipe("postgres");
    private static final Recipe GRAFANA = new Recipe("grafana");
    private static final String VIDEO = "7311111111111111111";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private static EmbeddedPostgres postgres;

    private final SteppingClock clock = new SteppingClock("2026-01-12T00:00:00Z");

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void createTables() throws Exception {
        execute("drop table if exists tiktok_video, tiktok_count");
        execute(Files.readString(RECIPE.file("schema.sql")));
    }

    @Test
    void videoHasOneRowAndEachPollOneCount() throws Exception {
        Answers.change(sandbox.get(), VIDEO, video -> video.put("play_count", 1_000)
                .put("likes", 90)
                .put("title", "it's \"fish\" \u0026 chips; -- 🐟"));
        try (RecipeRun run = start()) {
            run.poll();
            Answers.plays(sandbox.get(), VIDEO, 1_500);
            clock.advance(Duration.ofHours(1));
            run.poll();
            RECIPE.printsOnItsPage(run.printed());
        }

        assertThat(rows("select id, caption, plays, likes from tiktok_video"))
                .containsExactly(VIDEO + "|it's \"fish\" & chips; -- 🐟|1500|90");
        List<String> counts = rows("select id, at at time zone 'UTC', plays from tiktok_count order by at");
        assertThat(counts).hasSize(2);
        RECIPE.printsOnItsPage(counts);
        assertThat(rows("select record->'author'->>'handle' = handle from tiktok_video"))
                .containsExactly("t");
    }

    @Test
    void olderSnapshotDoesNotReplaceANewerOne() throws Exception {
        Answers.plays(sandbox.get(), VIDEO, 1_500);
        try (RecipeRun run = start()) {
            run.poll();
        }
        Answers.plays(sandbox.get(), VIDEO, 1_000);
        clock.advance(Duration.ofHours(-1));
        try (RecipeRun run = start()) {
            run.poll();
        }

        assertThat(rows("select plays from tiktok_video")).containsExactly("1500");
        assertThat(rows("select plays from tiktok_count order by at")).containsExactly("1000", "1500");
    }

    @Test
    void sameSnapshotTwiceIsOneRow() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (RecipeRun run = start()) {
                run.poll();
            }
        }

        assertThat(rows("select count(*) from tiktok_video")).containsExactly("1");
        assertThat(rows("select count(*) from tiktok_count")).containsExactly("1");
    }

    @Test
    void unknownCounterIsNullAndZeroIsZero() throws Exception {
        Answers.change(sandbox.get(), VIDEO, video -> video.put("comments", 0).remove(List.of("likes", "play_count")));
        try (RecipeRun run = start()) {
            run.poll();
        }

        assertThat(rows("select plays, likes, comments from tiktok_video")).containsExactly("null|null|0");
        assertThat(rows("select plays, likes, comments from tiktok_count")).containsExactly("null|null|0");
    }

    @Test
    void snapshotIsStoredByTheNextPollAfterTheDatabaseWasDown() throws Exception {
        execute("drop table tiktok_count");
        try (RecipeRun run = start()) {
            run.poll();
            assertThat(rows("select count(*) from tiktok_video")).containsExactly("0");
            createTables();
            run.poll();
        }

        assertThat(rows("select count(*) from tiktok_count")).containsExactly("1");
    }

    @Test
    void queriesOfTheDashboardReturnPlaysAndGrowth() throws Exception {
        Answers.plays(sandbox.get(), VIDEO, 1_000);
        try (RecipeRun run = start()) {
            run.poll();
            Answers.plays(sandbox.get(), VIDEO, 1_500);
            clock.advance(Duration.ofHours(2));
            run.poll();
        }
        JsonNode dashboard =
                new ObjectMapper().readTree(GRAFANA.file("dashboard.json").toFile());
        GRAFANA.printsOnItsPage(List.of(rawQuery(dashboard, 1)));

        assertThat(rows(query(dashboard, 0))).hasSize(2).allMatch(row -> row.contains("|@"));
        assertThat(rows(query(dashboard, 0)).get(1))
                .startsWith("2026-01-12 02:00:00")
                .endsWith("|1500");
        assertThat(rows(query(dashboard, 1))).hasSize(2);
        assertThat(rows(query(dashboard, 1)).get(1))
                .startsWith("2026-01-12 02:00:00")
                .contains("|250");
        GRAFANA.printsOnItsPage(rows(query(dashboard, 1)));
        assertThat(rows(query(dashboard, 2)).get(0)).contains("|1500");
    }

    /** Returns the query of a panel, with Grafana's macro as Grafana replaces it. */
    private static String query(JsonNode dashboard, int panel) {
        return rawQuery(dashboard, panel)
                .replaceAll(
                        "\\$__timeFilter\\(([\\w.]+)\\)",
                        "$1 between '2026-01-01T00:00:00Z' and '2026-02-01T00:00:00Z'");
    }

    private static String rawQuery(JsonNode dashboard, int panel) {
        return dashboard.at("/panels/" + panel + "/targets/0/rawSql").asText();
    }

    private RecipeRun start() throws Exception {
        return new RecipeRun(RECIPE, sandbox.get())
                .withClock(clock)
                .withVariable("POSTGRES_PASSWORD", "postgres")
                .with(
                        "postgres.url",
                        postgres.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", ""))
                .with("postgres.user", "postgres")
                .with("videos", VIDEO)
                .start();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the rows of a query, their cells joined by a bar. */
    private static List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'");
            try (ResultSet result = statement.executeQuery(query)) {
                while (result.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        cells.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", cells));
                }
            }
        }
        return rows;
    }
}
