package io.github.cameltiktok.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.gateway.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T12:00:00Z"));

    @TempDir
    Path folder;

    private Database database;
    private KeyRing keys;

    @BeforeEach
    void open() {
        database = Database.open("jdbc:sqlite:" + folder.resolve("gateway.db"), null, null);
        keys = new KeyRing(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keyHas192RandomBitsAndIsStoredAsAHash() {
        ApiKey key = create("team");

        assertThat(key.text()).matches("ttg_[0-9a-f]{16}_[A-Za-z0-9_-]{32}");
        assertThat(key.toString())
                .doesNotContain(key.text().substring(key.text().length() - 32));
        String stored = database.now(handle -> handle.createQuery("SELECT secret_hash FROM api_key")
                .mapTo(String.class)
                .one());
        assertThat(stored).hasSize(64).isEqualTo(key.secretHash());
    }

    @Test
    void callerHasTheSettingsOfItsRow() {
        CallerSettings settings = new CallerSettings(
                "team",
                Set.of(Scope.LOOKUP),
                7,
                3,
                null,
                5,
                Duration.ofMinutes(90),
                Set.of("hooks.zapier.com", "*.make.com"),
                "ZAPIER");
        ApiKey key = database.now(handle -> KeyTable.create(handle, settings, clock.instant()));

        assertThat(keys.find(key.text()).join()).isEqualTo(settings.withKey(key.id()));
        Optional<CallerSettings> found = database.now(handle -> KeyTable.find(handle, "team"));
        assertThat(found).contains(settings);
    }

    @Test
    void revokedKeyEndsWithTheNextRefresh() {
        ApiKey key = create("team");
        keys.find(key.text()).join();

        assertThat(database.<Boolean>now(handle -> KeyTable.revoke(handle, key.id(), clock.instant())))
                .isTrue();
        keys.find(key.text()).join();
        keys.refresh().join();

        assertThatThrownBy(() -> keys.find(key.text()).join()).hasMessageContaining("unknown or revoked");
        assertThat(database.<Boolean>now(handle -> KeyTable.revoke(handle, key.id(), clock.instant())))
                .isFalse();
    }

    @Test
    void unknownKeysReachTheDatabaseOnceInASecond() {
        keys.refresh().join();
        ApiKey key = create("team");

        assertThatThrownBy(() -> keys.find(key.text()).join()).hasMessageContaining("unknown or revoked");
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys.find(key.text()).join().name()).isEqualTo("team");
    }

    @Test
    void knownKeysWorkWithoutTheDatabase() {
        ApiKey key = create("team");
        keys.refresh().join();
        database.close();

        keys.refresh().join();

        assertThat(keys.find(key.text()).join().name()).isEqualTo("team");
    }

    @Test
    void callerHasTwoLiveKeysAtMost() {
        ApiKey first = create("team");
        create("team");

        assertThatIllegalStateException().isThrownBy(() -> create("team")).withMessageContaining("2 live keys");
        database.<Boolean>now(handle -> KeyTable.revoke(handle, first.id(), clock.instant()));
        create("team");
        assertThat(database.now(KeyTable::list)).hasSize(3);
    }

    private ApiKey create(String caller) {
        return database.now(handle -> KeyTable.create(handle, CallerSettings.defaults(caller), clock.instant()));
    }
}
