package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The daily quota of a provider, stored in a state repository of Camel. */
final class QuotaRouteTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    private Path folder;

    private DefaultCamelContext start(File file) {
        TikTokComponent component = SandboxComponents.create(sandbox.get());
        component.getApidirect().setMaxRequestsPerDay(3L);
        component.setStateRepository(FileStateRepository.fileStateRepository(file));
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.addComponent("tiktok", component);
        context.start();
        return context;
    }

    private static Exchange send(DefaultCamelContext context, String providers, String id) {
        return context.createFluentProducerTemplate()
                .to("tiktok:video?provider=" + providers)
                .withBody(id)
                .send();
    }

    @Test
    void quotaSurvivesRestart() throws Exception {
        File file = folder.resolve("quotas.txt").toFile();
        try (DefaultCamelContext context = start(file)) {
            send(context, "apidirect", "7311111111111111111");
            send(context, "apidirect", "7311111111111111112");
        }
        try (DefaultCamelContext context = start(file)) {
            assertThat(send(context, "apidirect", "7311111111111111113").getException())
                    .isNull();
            Exchange over = send(context, "apidirect", "7311111111111111114");

            assertThat(over.getException())
                    .isInstanceOfSatisfying(TikTokQuotaException.class, seen -> assertThat(seen.attempts())
                            .isZero())
                    .hasMessageContaining("apidirect was not called: its 3 calls of ")
                    .hasMessageContaining("(maxRequestsPerDay) (0 attempts). Nothing was sent;");
            assertThat(sandbox.get().calls("apidirect")).isEqualTo(3);
        }
        assertThat(Files.readString(file.toPath())).contains("tiktok.budget.apidirect=");
    }

    @Test
    void exhaustedQuotaFailsOverToNextProvider() throws Exception {
        try (DefaultCamelContext context = start(folder.resolve("quotas.txt").toFile())) {
            for (int i = 0; i < 5; i++) {
                assertThat(send(context, "apidirect,dumplingai", "731111111111111113" + i)
                                .getException())
                        .isNull();
            }

            assertThat(sandbox.get().calls("apidirect")).isEqualTo(3);
            assertThat(sandbox.get().calls("dumplingai")).isEqualTo(2);
        }
    }

    @Test
    void rejectedSubjectDoesNotUseQuota() throws Exception {
        try (DefaultCamelContext context = start(folder.resolve("quotas.txt").toFile())) {
            for (int i = 0; i < 5; i++) {
                Exchange rejected = context.createFluentProducerTemplate()
                        .to("tiktok:user?provider=apidirect")
                        .withBody("https://vm.tiktok.com/ZMuserXyz/")
                        .send();
                assertThat(rejected.getException()).isInstanceOf(TikTokInvalidRequestException.class);
            }

            assertThat(send(context, "apidirect", "7311111111111111111").getException())
                    .isNull();
        }
    }

    @Test
    void malformedStateFailsStart() throws Exception {
        File file = folder.resolve("quotas.txt").toFile();
        StateRepository<String, String> repository = FileStateRepository.fileStateRepository(file);
        repository.start();
        repository.setState("tiktok.budget.apidirect", "many");
        repository.stop();
        try (DefaultCamelContext context = start(file)) {
            assertThatThrownBy(() -> context.getEndpoint("tiktok:video?provider=apidirect")
                            .createProducer()
                            .start())
                    .hasStackTraceContaining("stateRepository must hold a day and two counts under"
                            + " tiktok.budget.apidirect, but holds 'many'");
        }
    }
}
