package io.github.cameltiktok.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The kind of the threads that continue a route. In a process of its own, as Camel decides on it once in a process. */
@EnabledForJreRange(min = JRE.JAVA_21)
final class VirtualThreadsTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"true, VirtualThread[", "false, Thread["})
    void springsPropertyDecides(boolean enabled, String thread) throws Exception {
        Path output = folder.resolve("output.txt");
        Process program = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Program.class.getName(),
                        "--spring.main.web-application-type=none",
                        "--spring.threads.virtual.enabled=" + enabled,
                        "--camel.component.tiktok.apidirect.base-url="
                                + sandbox.get().baseUrl("apidirect"),
                        "--camel.component.tiktok.apidirect.api-key="
                                + sandbox.get().apiKey("apidirect")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(program.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            program.destroyForcibly();
        }

        assertThat(Files.readAllLines(output)).anyMatch(line -> line.startsWith("Continued on " + thread));
    }

    /** Looks up a video and prints the thread that continues the route. */
    @EnableAutoConfiguration
    static class Program {

        public static void main(String[] arguments) {
            try (ConfigurableApplicationContext context = SpringApplication.run(Program.class, arguments)) {
                Exchange exchange = context.getBean(ProducerTemplate.class)
                        .request("direct:video", message -> message.getMessage().setBody("7516594811734854943"));
                System.out.println("Continued on " + exchange.getMessage().getHeader("thread"));
            }
        }

        @Bean
        RouteBuilder video() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:video").to("tiktok:video?provider=apidirect").process(exchange -> exchange.getMessage()
                            .setHeader("thread", Thread.currentThread().toString()));
                }
            };
        }
    }
}
