package io.github.cameltiktok.benchmark;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * One measured value.
 *
 * @param benchmark name of the benchmark
 * @param contender name of the measured alternative
 * @param setting the setting, such as the number of lookups in flight
 * @param round from 1
 * @param metric name of the metric
 * @param value value of the metric
 * @param unit unit of the value
 */
public record Row(
        String benchmark, String contender, String setting, int round, String metric, double value, String unit) {

    static final String HEAD = "benchmark,contender,setting,round,metric,value,unit";

    /** Six digits exceed the precision of every measurement here. */
    private static final MathContext DIGITS = new MathContext(6);

    String line() {
        String number = new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
        return String.join(",", benchmark, contender, setting, Integer.toString(round), metric, number, unit);
    }

    static Row of(String line) {
        String[] cells = line.split(",", -1);
        return new Row(
                cells[0],
                cells[1],
                cells[2],
                Integer.parseInt(cells[3]),
                cells[4],
                Double.parseDouble(cells[5]),
                cells[6]);
    }
}
