package io.github.cameltiktok.pipeline;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The numbers that an argument may be. Immutable.
 *
 * @param name of the argument
 * @param from the smallest
 * @param to the largest
 */
public record ArgumentRange(String name, int from, int to) {

    /** Of topics that are created. */
    public static final ArgumentRange PARTITIONS = new ArgumentRange("--partitions", 1, 1_000);

    /** @throws ParameterException if the value is not in the range */
    public void check(CommandSpec command, int value) {
        if (value < from || value > to) {
            throw new ParameterException(
                    command.commandLine(), name + " must be between " + from + " and " + to + ", but is " + value);
        }
    }
}
