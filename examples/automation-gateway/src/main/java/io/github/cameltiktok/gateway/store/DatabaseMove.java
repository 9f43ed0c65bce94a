package io.github.cameltiktok.gateway.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Copies all rows of a SQLite file to an empty Postgres database, in one transaction. Sealed texts stay as they are. At
 * most {@value #PAGE_ROWS} rows are in memory.
 */
public final class DatabaseMove {

    private static final int PAGE_ROWS = 200;
    private static final int PROGRESS_ROWS = 10_000;

    private final Database source;
    private final Database target;
    private final Progress progress;

    /** Receives how far a move is. */
    @FunctionalInterface
    public interface Progress {

        /**
         * Called every 10,000 rows, and at the end of each table.
         *
         * @param rows copied rows of the table
         * @param done whether these are all
         */
        void copied(String table, long rows, boolean done);
    }

    /**
     * Creates a move.
     *
     * @param source opened with {@link Database#openAlone}, so that no gateway writes to it
     * @param target Postgres
     */
    public DatabaseMove(Database source, Database target, Progress progress) {
        this.source = source;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Copies all tables. After an exception the target is as it was.
     *
     * @return number of rows
     * @throws IllegalStateException if the target has rows
     */
    public long run() {
        return source.<Long>now(from -> target.now(to -> copyAll(from, to)));
    }

    private long copyAll(Handle from, Handle to) {
        List<String> tables = tables(from);
        // A gateway that starts there now waits for the end of the transaction.
        to.execute("LOCK TABLE " + String.join(", ", tables) + " IN EXCLUSIVE MODE");
        for (String table : tables) {
            long rows = count(to, table);
            if (rows > 0) {
                throw new IllegalStateException("The target has " + rows + " rows in the table " + table
                        + ": create an empty database, and start no gateway on it before the move");
            }
        }
        long all = 0;
        for (String table : tables) {
            long rows = copy(from, to, table);
            long expected = count(from, table);
            long arrived = count(to, table);
            if (rows != expected || arrived != expected) {
                throw new IllegalStateException("Table " + table + " has " + expected + " rows in the source, but "
                        + arrived + " arrived: nothing was moved");
            }
            progress.copied(table, rows, true);
            all += rows;
        }
        return all;
    }

    /** Returns the names of the tables in the order of their creation, which is that of their foreign keys. */
    private static List<String> tables(Handle from) {
        return from.createQuery("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
                        + " ESCAPE '\\' AND name <> 'flyway_schema_history' ORDER BY rowid")
                .mapTo(String.class)
                .list();
    }

    private static long count(Handle handle, String table) {
        return handle.createQuery("SELECT COUNT(*) FROM " + table)
                .mapTo(Long.class)
                .one();
    }

    private long copy(Handle from, Handle to, String table) {
        Connection target = to.getConnection();
        try (Statement select = from.getConnection().createStatement();
                ResultSet rows = select.executeQuery("SELECT * FROM " + table);
                PreparedStatement insert = target.prepareStatement(insert(table, columns(rows)))) {
            int columns = rows.getMetaData().getColumnCount();
            long copied = 0;
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    insert.setObject(i, rows.getObject(i));
                }
                insert.addBatch();
                copied++;
                if (copied % PAGE_ROWS == 0) {
                    insert.executeBatch();
                }
                if (copied % PROGRESS_ROWS == 0) {
                    progress.copied(table, copied, false);
                }
            }
            insert.executeBatch();
            return copied;
        } catch (SQLException e) {
            // The message of the driver may have values of the row.
            throw new IllegalStateException("Table " + table + " cannot be copied: SQL state " + e.getSQLState(), e);
        }
    }

    private static List<String> columns(ResultSet rows) throws SQLException {
        ResultSetMetaData data = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            names.add(data.getColumnName(i));
        }
        return names;
    }

    private static String insert(String table, List<String> columns) {
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }
}
