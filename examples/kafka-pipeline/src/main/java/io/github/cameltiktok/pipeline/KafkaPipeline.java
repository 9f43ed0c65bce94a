package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.deadletters.CommandFailedException;
import io.github.cameltiktok.pipeline.deadletters.DeadLetters;
import io.github.cameltiktok.pipeline.deadletters.Replay;
import io.github.cameltiktok.pipeline.demo.Demo;
import io.github.cameltiktok.pipeline.kafka.BrokersUnavailableException;
import io.github.cameltiktok.pipeline.kafka.StartRefusedException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. Exit codes: 0 when all went well, 1 when it did not, 2 for wrong arguments. */
@Command(
        name = "kafka-pipeline",
        subcommands = {Demo.class, Run.class, DeadLetters.class, Replay.class},
        mixinStandardHelpOptions = true,
        description =
                "Requests for TikTok videos out of a Kafka topic, each with one outcome: a video or a dead letter.")
public final class KafkaPipeline {

    private KafkaPipeline() {}

    /** Runs the program. */
    public static void main(String[] arguments) {
        int exitCode = commandLine(System.out, System.err).execute(arguments);
        // A good run returns, so that Maven, in whose process this may be, can end its own way.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine(OutputStream out, OutputStream err) {
        return new CommandLine(new KafkaPipeline())
                .setOut(writer(out))
                .setErr(writer(err))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(reason(failure));
                    return line.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    /** What is at the bottom of a failed start says what is to be done; what Camel puts on top of it says where. */
    private static String reason(Throwable failure) {
        if (failure instanceof StartRefusedException
                || failure instanceof BrokersUnavailableException
                || failure instanceof CommandFailedException) {
            return String.valueOf(failure.getMessage());
        }
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason.getClass().getSimpleName() + ": " + reason.getMessage();
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
