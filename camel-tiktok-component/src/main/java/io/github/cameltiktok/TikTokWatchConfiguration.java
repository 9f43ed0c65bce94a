package io.github.cameltiktok;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.watch.MinGrowth;
import io.github.cameltiktok.watch.Watch;
import io.github.cameltiktok.watch.WatchedFields;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** Options of a consumer: the subjects to watch and the changes to emit. */
@UriParams
@Configurer(extended = true)
public class TikTokWatchConfiguration {

    @UriParam(
            label = "consumer",
            description =
                    "Subjects to watch: links, ids and handles with the at sign, separated by commas; or a file or another resource with one per line, as in resource:file:watch.txt, which is read at each poll")
    private @Nullable String subjects;

    @UriParam(
            label = "consumer",
            defaultValue = "changes",
            enums = "changes,all",
            description = "Events to emit: only changes, or every poll")
    private Emit emit = Emit.CHANGES;

    @UriParam(
            label = "consumer",
            description =
                    "Fields whose change is an event, by their names in the normalised JSON, separated by commas; an object stands for all its fields, as in stats,author.name. By default stats and caption of a video; stats, visibility, bio and name of a creator.")
    private @Nullable String watch;

    @UriParam(
            label = "consumer",
            description =
                    "Minimum change of a counter since its last event: a number or a percentage for all counters, or for one field, separated by commas, as in 1000,stats.likes:5percent. Any change if not set.")
    private @Nullable String minGrowth;

    @UriParam(
            label = "consumer",
            defaultValue = "emit",
            enums = "emit,mark",
            description = "First poll: emit a message, or only record the baseline")
    private FirstPoll firstPoll = FirstPoll.EMIT;

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            description = "Maximum number of messages per poll; the next poll continues with the rest. 0 for no limit.")
    private int maxMessagesPerPoll;

    @UriParam(
            label = "consumer,advanced",
            description =
                    "Keeps the last emitted snapshots, so that a restart does not emit them again. Default: that of the component, else memory")
    private @Nullable StateRepository<String, String> stateRepository;

    /** The polls of a subject that become messages. */
    public enum Emit {
        /** Those that find a change. */
        CHANGES,
        /** All. */
        ALL
    }

    /** The use of a subject's first poll. */
    public enum FirstPoll {
        /** Emit a message. */
        EMIT,
        /** Record the baseline only. */
        MARK
    }

    /**
     * Returns the comparison of lookups with snapshots.
     *
     * @throws IllegalArgumentException if watch or minGrowth is wrong
     */
    Watch watch(Class<? extends TikTokRecord> type) {
        WatchedFields fields = watch == null ? WatchedFields.byDefault(type) : WatchedFields.parse(watch, type);
        MinGrowth growth = minGrowth == null ? MinGrowth.ANY : MinGrowth.parse(minGrowth, fields.names());
        return new Watch(fields, growth, emit == Emit.ALL);
    }

    public @Nullable String getSubjects() {
        return subjects;
    }

    public void setSubjects(@Nullable String subjects) {
        this.subjects = subjects;
    }

    public Emit getEmit() {
        return emit;
    }

    public void setEmit(Emit emit) {
        this.emit = emit;
    }

    public @Nullable String getWatch() {
        return watch;
    }

    public void setWatch(@Nullable String watch) {
        this.watch = watch;
    }

    public @Nullable String getMinGrowth() {
        return minGrowth;
    }

    public void setMinGrowth(@Nullable String minGrowth) {
        this.minGrowth = minGrowth;
    }

    public FirstPoll getFirstPoll() {
        return firstPoll;
    }

    public void setFirstPoll(FirstPoll firstPoll) {
        this.firstPoll = firstPoll;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public @Nullable StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    public void setStateRepository(@Nullable StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }
}
