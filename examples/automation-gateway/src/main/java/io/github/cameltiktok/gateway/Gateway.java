package io.github.cameltiktok.gateway;

import io.github.cameltiktok.TikTokException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Main class of the gateway. Exit codes: 0 for success, 1 for a failure, 2 for wrong arguments. */
@Command(
        name = "automation-gateway",
        subcommands = {Demo.class, Serve.class, Keys.class, Move.class},
        mixinStandardHelpOptions = true,
        description = "HTTP service through which automation platforms look up and watch TikTok videos and creators.")
public final class Gateway {

    private Gateway() {}

    /** Runs the program. */
    public static void main(String[] arguments) {
        int exitCode = commandLine(System.out, System.err).execute(arguments);
        // After success it returns: it may run in the process of Maven.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine(OutputStream out, OutputStream err) {
        return new CommandLine(new Gateway())
                .setOut(writer(out))
                .setErr(writer(err))
                .setCaseInsensitiveEnumValuesAllowed(true)
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
        String name = isWrittenForOperators(reason) ? "" : reason.getClass().getSimpleName() + ": ";
        return name + reason.getMessage();
    }

    private static boolean isWrittenForOperators(Throwable failure) {
        return failure instanceof TikTokException
                || failure instanceof IllegalArgumentException
                || (failure instanceof IllegalStateException
                        && failure.getStackTrace().length > 0
                        && failure.getStackTrace()[0].getClassName().startsWith(Gateway.class.getPackageName()));
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
