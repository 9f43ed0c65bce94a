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

/** What JDBC and other persistent repositories make of an exchange. */
final class Stored {

    /** The default of Camel's repositories. */
    private static final String CLASSES = "java.**;org.apache.camel.**;!*";

    private Stored() {}

    /** Returns a copy without properties that has gone through Java's serialisation. */
    static Exchange copy(Exchange exchange) {
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
