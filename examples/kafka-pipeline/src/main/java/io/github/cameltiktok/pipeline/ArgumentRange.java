package io.github.cameltiktok.pipeline;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The range of values of an option on the command line. Immutable.
 *
 * @param name of the option, such as {@code --requests}
 * @param from smallest value
 * @param to largest value
 */
public record ArgumentRange(String name, int from, int to) {

    /** Partitions of a topic that is created. */
    public static final ArgumentRange PARTITIONS = new ArgumentRange("--partitions", 1, 1_000);

    /**
     * Checks a value.
     *
     * @throws ParameterException if the value is not in the range
     */
    public void check(CommandSpec command, int value) {
        if (value < from || value > to) {
            throw new ParameterException(
                    command.commandLine(), name + " must be between " + from + " and " + to + ", but is " + value);
        }
    }
}
