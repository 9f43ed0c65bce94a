package io.github.cameltiktok.gateway;

import io.github.cameltiktok.gateway.store.Database;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness: down while the database cannot be reached. Lookups of known keys go on, watches and deliveries wait. */
final class DatabaseHealthCheck extends AbstractHealthCheck {

    private final Database database;

    DatabaseHealthCheck(Database database) {
        super("tiktok", "gateway-database");
        this.database = database;
    }

    /** Returns false, because a restart of the gateway does not bring the database back. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            database.now(handle -> handle.execute("SELECT 1"));
            builder.up();
        } catch (RuntimeException e) {
            builder.down().message("the database cannot be reached");
        }
    }
}
