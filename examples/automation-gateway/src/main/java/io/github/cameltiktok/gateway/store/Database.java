package io.github.cameltiktok.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.vertx.core.Context;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's database: a SQLite file, or Postgres for more than one instance. Each statement runs in a small pool of
 * threads, because JDBC blocks and requests start on an event loop. Thread-safe.
 */
public final class Database implements AutoCloseable {

    /** Beyond this, requests are refused: a database that is away must not collect them. */
    private static final int MAX_WAITING = 10_000;

    private static final String SQLITE = "jdbc:sqlite:";

    private static final int POSTGRES_CONNECTIONS = 8;
    private static final long CONNECT_TIMEOUT_MS = 5_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** SQLITE_OPEN_READWRITE without SQLITE_OPEN_CREATE. */
    private static final String OPEN_EXISTING = "2";

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_CANTOPEN = 14;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final ThreadPoolExecutor threads;
    private final boolean isPostgres;
    private final AtomicBoolean isTrying = new AtomicBoolean();
    private volatile boolean isAway;

    private Database(HikariDataSource pool, boolean isPostgres) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        // Arguments may be secret, and messages are logged.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.SHORT_STATEMENT);
        this.isPostgres = isPostgres;
        int size = pool.getMaximumPoolSize();
        this.threads = new ThreadPoolExecutor(
                size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "gateway-database");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Opens the database, and creates or updates its tables.
     *
     * @param url such as {@code jdbc:sqlite:gateway.db} or {@code jdbc:postgresql://host/database}
     * @param user {@code null} if the URL has it, or for SQLite
     * @param password {@code null} if the URL has it, or for SQLite
     */
    public static Database open(String url, @Nullable String user, @Nullable String password) {
        boolean isPostgres = url.startsWith("jdbc:postgresql:");
        if (!isPostgres && !url.startsWith(SQLITE)) {
            throw new IllegalArgumentException("gateway.database.url must begin with jdbc:sqlite: or jdbc:postgresql:");
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MS);
        if (isPostgres) {
            config.setMaximumPoolSize(POSTGRES_CONNECTIONS);
        } else {
            // SQLite has one writer. One connection keeps the order, and no statement waits for a lock.
            config.setMaximumPoolSize(1);
            createForOwner(url);
            config.addDataSourceProperty("journal_mode", "WAL");
            config.addDataSourceProperty("synchronous", "NORMAL");
            config.addDataSourceProperty("foreign_keys", "true");
        }
        return open(config, isPostgres);
    }

    /**
     * Opens an existing SQLite file that no other process has open, and locks it.
     *
     * @throws IllegalStateException if the file is in use or does not exist
     */
    public static Database openAlone(String url) {
        Properties properties = new Properties();
        properties.setProperty("open_mode", OPEN_EXISTING);
        properties.setProperty("locking_mode", "EXCLUSIVE");
        properties.setProperty("transaction_mode", "EXCLUSIVE");
        // The pool would log a failure of its first connection.
        try (Connection probe = DriverManager.getConnection(url, properties);
                Statement statement = probe.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
        } catch (SQLException e) {
            throw switch (e.getErrorCode()) {
                case SQLITE_BUSY -> new IllegalStateException("The SQLite file is in use: stop the gateway first", e);
                case SQLITE_CANTOPEN -> new IllegalStateException("No SQLite file at " + url, e);
                default -> new IllegalStateException("The SQLite file cannot be read: " + e.getMessage(), e);
            };
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        config.setDataSourceProperties(properties);
        return open(config, false);
    }

    private static Database open(HikariConfig config, boolean isPostgres) {
        HikariDataSource pool = new HikariDataSource(config);
        try {
            Flyway.configure().dataSource(pool).load().migrate();
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        return new Database(pool, isPostgres);
    }

    /** Creates a new file of SQLite for its owner only. SQLite gives its -wal and -shm files the same permissions. */
    private static void createForOwner(String url) {
        String name = url.substring(SQLITE.length()).replaceFirst("\\?.*", "");
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:")) {
            return;
        }
        try {
            Files.createFile(
                    Path.of(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException | UnsupportedOperationException e) {
            // It keeps the permissions that it has, or the file system has none.
            return;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "gateway.database.url: the file " + name + " cannot be created (" + e + ")", e);
        }
    }

    /** Returns whether the database is Postgres, whose claims need {@code FOR UPDATE SKIP LOCKED}. */
    public boolean isPostgres() {
        return isPostgres;
    }

    /**
     * Runs statements in one transaction, on a thread of the database.
     *
     * @return fails with {@link ProblemType#STORE_UNAVAILABLE} if the database cannot be reached
     */
    public <T extends @Nullable Object> CompletableFuture<T> run(HandleCallback<T, RuntimeException> statements) {
        try {
            return CompletableFuture.supplyAsync(() -> now(statements), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(unavailable());
        }
    }

    /**
     * Runs statements in one transaction on the calling thread, which must not be an event loop. While no connection can be
     * opened, one caller at a time tries, which takes up to 5 s, and all others fail at once.
     */
    public <T extends @Nullable Object> T now(HandleCallback<T, RuntimeException> statements) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a statement on an event loop blocks all its connections");
        }
        boolean tries = isAway && isTrying.compareAndSet(false, true);
        if (isAway && !tries) {
            throw new CompletionException(unavailable());
        }
        try {
            T result = jdbi.inTransaction(statements);
            isAway = false;
            return result;
        } catch (ConnectionException e) {
            // A pool of one connection to a file waits for slow statements only.
            isAway = isPostgres;
            throw new CompletionException(unavailable());
        } catch (RuntimeException e) {
            if (isConnectionFailure(e)) {
                throw new CompletionException(unavailable());
            }
            isAway = false;
            throw e;
        } finally {
            if (tries) {
                isTrying.set(false);
            }
        }
    }

    /** SQL states of class 08 (connection) and 57P (operator intervention). */
    private static boolean isConnectionFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"))) {
                return true;
            }
        }
        return false;
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                ProblemType.STORE_UNAVAILABLE,
                "The gateway's database cannot be reached. Retry later.",
                List.of(),
                RETRY_AFTER,
                null);
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        pool.close();
    }
}
