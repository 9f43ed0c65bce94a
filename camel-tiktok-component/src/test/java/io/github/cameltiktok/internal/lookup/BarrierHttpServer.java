package io.github.cameltiktok.internal.lookup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that holds all responses until a number of requests is open and the test releases them. One thread. */
final class BarrierHttpServer implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final CountDownLatch open;
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<SocketChannel> waiting = new ArrayList<>();

    BarrierHttpServer(int requests) throws IOException {
        open = new CountDownLatch(requests);
        server.bind(new InetSocketAddress("127.0.0.1", 0), requests);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::serve, "test-gathering-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.socket().getLocalPort());
    }

    boolean awaitRequests() throws InterruptedException {
        return open.await(20, TimeUnit.SECONDS);
    }

    void answer() {
        released.countDown();
    }

    @Override
    public void close() {
        try {
            released.countDown();
            selector.close();
            server.close();
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        try {
            while (open.getCount() > 0) {
                selector.select(this::serve);
            }
            released.await();
            for (SocketChannel channel : waiting) {
                channel.write(ByteBuffer.wrap(
                        RawHttpServer.json(200, EngineFixture.USER).getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException | ClosedSelectorException e) {
            // The server is closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests are small enough to arrive in one read. */
    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = server.accept();
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
                return;
            }
            SocketChannel channel = (SocketChannel) key.channel();
            if (channel.read(ByteBuffer.allocate(8_192)) > 0) {
                waiting.add(channel);
                open.countDown();
            }
            key.cancel();
        } catch (IOException e) {
            key.cancel();
        }
    }
}
