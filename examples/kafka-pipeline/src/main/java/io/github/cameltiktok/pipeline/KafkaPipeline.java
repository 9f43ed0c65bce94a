package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.TikTokCredentialsException;
import io.github.cameltiktok.TikTokException;
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

/** Main class of the pipeline. Exit codes: 0 for success, 1 for a failure, 2 for wrong arguments. */
@Command(
        name = "kafka-pipeline",
        subcommands = {Demo.class, Run.class, DeadLetters.class, Replay.class},
        mixinStandardHelpOptions = true,
        description =
                "Looks up TikTok videos for the requests of a Kafka topic. Each request becomes a video or a dead letter.")
public final class KafkaPipeline {

    private KafkaPipeline() {}

    /** Runs the program. */
    public static void main(String[] arguments) {
        int exitCode = commandLine(System.out, System.err).execute(arguments);
        // After success it returns: it may run in the process of Maven.
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

    /** Returns the message of the innermost cause, which names the remedy. Camel's wrappers only name the place. */
    private static String reason(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null && !isWrittenForOperators(reason)) {
            reason = reason.getCause();
        }
        boolean isSentence = isWrittenForOperators(reason)
                || reason instanceof IllegalArgumentException
                || reason instanceof IllegalStateException;
        String name = isSentence ? "" : reason.getClass().getSimpleName() + ": ";
        return name + reason.getMessage() + keyVariable(reason);
    }

    private static boolean isWrittenForOperators(Throwable failure) {
        return failure instanceof StartRefusedException
                || failure instanceof BrokersUnavailableException
                || failure instanceof CommandFailedException
                || failure instanceof TikTokException;
    }

    /** Returns the variable of a missing API key; the connector's message names only the option. */
    private static String keyVariable(Throwable reason) {
        String provider = reason instanceof TikTokCredentialsException missing ? missing.provider() : null;
        String variable = provider == null ? null : Environment.keyVariable(provider);
        return variable == null ? "" : " The pipeline reads it from the environment variable " + variable + '.';
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
