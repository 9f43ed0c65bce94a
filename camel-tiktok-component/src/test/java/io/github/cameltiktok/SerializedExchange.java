package io.github.cameltiktok;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultExchangeHolder;

/** Copies exchanges as JDBC and other persistent repositories do. */
final class SerializedExchange {

    /** The default deserialization filter of Camel's repositories. */
    private static final String CLASSES = "java.**;org.apache.camel.**;!*";

    private SerializedExchange() {}

    /** Returns a copy made by Java serialization, without exchange properties. */
    static Exchange copyOf(Exchange exchange) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Exchange copy = new DefaultExchange(exchange.getContext());
        try {
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(DefaultExchangeHolder.marshal(exchange, false, true));
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(CLASSES));
                DefaultExchangeHolder.unmarshal(copy, (DefaultExchangeHolder) in.readObject());
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        return copy;
    }
}
