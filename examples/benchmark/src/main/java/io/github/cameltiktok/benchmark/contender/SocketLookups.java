package io.github.cameltiktok.benchmark.contender;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The limit of the machine: a blocking socket for each lookup in flight and the JSON tree of the answer. */
final class SocketLookups implements Lookups {

    private final URI server;
    private final String head;
    private final Deque<SocketConnection> idle = new ConcurrentLinkedDeque<>();
    private final ObjectMapper json = new ObjectMapper();

    SocketLookups(String server) {
        this.server = URI.create(server);
        this.head = "POST " + CamelHttpRoute.PATH + " HTTP/1.1\r\nHost: " + this.server.getAuthority()
                + "\r\nAuthorization: Bearer " + CamelHttpRoute.API_KEY
                + "\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: ";
    }

    @Override
    public boolean isBlocking() {
        return true;
    }

    @Override
    public void find(String link, LookupCallback callback) {
        String id;
        try {
            id = json.readTree(call(link)).path("id").textValue();
        } catch (IOException e) {
            callback.completed(null, e);
            return;
        }
        callback.completed(id, null);
    }

    private byte[] call(String link) throws IOException {
        String body = "{\"url\":\"" + link + "\",\"requestSource\":\"API\"}";
        byte[] request = (head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
        SocketConnection free = idle.pollFirst();
        SocketConnection connection = free != null ? free : new SocketConnection(server.getHost(), server.getPort());
        byte[] answer = connection.call(request);
        idle.addFirst(connection);
        return answer;
    }

    @Override
    public void close() throws IOException {
        for (SocketConnection connection : idle) {
            connection.close();
        }
    }
}
