package io.github.cameltiktok.gateway;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --config}. */
final class ConfigFile {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file with settings: gateway.* and Camel's. The environment overrides it.")
    private @Nullable Path file;

    /** Returns the settings of the file and of the environment. */
    GatewaySettings settings() {
        return GatewaySettings.of(properties(), System.getenv());
    }

    private Properties properties() {
        Properties properties = new Properties();
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new IllegalArgumentException("configuration file " + file + " cannot be read", e);
            }
        }
        return properties;
    }
}
