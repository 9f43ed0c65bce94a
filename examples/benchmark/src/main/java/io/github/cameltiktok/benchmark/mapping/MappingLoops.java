package io.github.cameltiktok.benchmark.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** JMH benchmarks; {@link Contender} refers to the methods by name. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MappingLoops {

    @Param
    private ProviderAnswer answer = ProviderAnswer.API_DIRECT_VIDEO;

    private ObjectReader binder = answer.binder();
    private TikTokRecord record = answer.read();
    private JsonNode tree = answer.recordTree();

    /** Creates the input of the answer under test. */
    @Setup
    public void prepare() {
        binder = answer.binder();
        record = answer.read();
        tree = answer.recordTree();
    }

    @Benchmark
    public TikTokRecord read() {
        return answer.read();
    }

    @Benchmark
    public JsonNode readTree() throws IOException {
        return answer.readTree();
    }

    @Benchmark
    public Object bind() throws IOException {
        return binder.readValue(answer.bytes());
    }

    @Benchmark
    public byte[] write() {
        return TikTokJson.bytes(record);
    }

    @Benchmark
    public byte[] writeTree() throws IOException {
        return ProviderAnswer.write(tree);
    }
}
