package io.github.cameltiktok.gateway.batch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.IntFunction;

/**
 * Makes lines, several at a time, and publishes them as they finish. Nothing starts before the first demand. Finished lines without
 * demand count as lines in progress, so a slow reader slows the lookups down. Cancelling starts no more lines.
 *
 * @param <T> type of a line
 */
final class LineStream<T> implements Flow.Publisher<T> {

    /** Lines in progress. More only fill the queue of a provider that allows 3 calls at a time. */
    static final int CONCURRENCY = 8;

    private final List<Integer> indexes;
    private final IntFunction<CompletableFuture<T>> maker;

    /**
     * @param indexes numbers of the lines
     * @param maker makes the line of a number; its result never fails
     */
    LineStream(List<Integer> indexes, IntFunction<CompletableFuture<T>> maker) {
        this.indexes = List.copyOf(indexes);
        this.maker = maker;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        subscriber.onSubscribe(new Work(subscriber));
    }

    /** The lines of one subscriber. A lock guards the state; the subscriber is called outside of it, by one thread at a time. */
    private final class Work implements Flow.Subscription {

        private final Flow.Subscriber<? super T> subscriber;
        private final Queue<T> finished = new ArrayDeque<>();
        private long demand;
        private int next;
        private int inProgress;
        private boolean isDriving;
        private boolean isOver;

        Work(Flow.Subscriber<? super T> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                cancel();
                subscriber.onError(new IllegalArgumentException("demand must be positive, but is " + n));
                return;
            }
            synchronized (this) {
                demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            }
            drive();
        }

        @Override
        public synchronized void cancel() {
            isOver = true;
            finished.clear();
        }

        private void finish(T line) {
            synchronized (this) {
                inProgress--;
                if (!isOver) {
                    finished.add(line);
                }
            }
            drive();
        }

        private enum Step {
            EMIT,
            START,
            COMPLETE,
            WAIT
        }

        /** A loop and no recursion, because lines may finish at once. */
        private void drive() {
            synchronized (this) {
                if (isDriving) {
                    return;
                }
                isDriving = true;
            }
            while (true) {
                Step step;
                T line = null;
                int index = 0;
                synchronized (this) {
                    step = step();
                    switch (step) {
                        case EMIT -> {
                            line = finished.remove();
                            demand--;
                        }
                        case START -> {
                            index = indexes.get(next++);
                            inProgress++;
                        }
                        case COMPLETE -> isOver = true;
                        case WAIT -> isDriving = false;
                    }
                }
                if (step == Step.WAIT) {
                    return;
                }
                if (step == Step.COMPLETE) {
                    subscriber.onComplete();
                } else if (line != null) {
                    subscriber.onNext(line);
                } else {
                    maker.apply(index).thenAccept(this::finish);
                }
            }
        }

        private Step step() {
            if (isOver) {
                return Step.WAIT;
            }
            if (demand > 0 && !finished.isEmpty()) {
                return Step.EMIT;
            }
            if (next < indexes.size()) {
                return inProgress + finished.size() < CONCURRENCY ? Step.START : Step.WAIT;
            }
            return inProgress == 0 && finished.isEmpty() ? Step.COMPLETE : Step.WAIT;
        }
    }
}
