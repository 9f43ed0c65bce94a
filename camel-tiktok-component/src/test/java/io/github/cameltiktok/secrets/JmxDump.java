package io.github.cameltiktok.secrets;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

/** Reads all JMX beans of Camel. */
final class JmxDump {

    private JmxDump() {}

    /** Returns the name, the operations and the attribute values of each bean. */
    static Stream<String> texts() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> texts = new ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            texts.add(name.toString());
            texts.add(List.of(server.getMBeanInfo(name).getOperations()).toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()) {
                    texts.add(name + " " + attribute.getName() + "=" + value(server, name, attribute));
                }
            }
        }
        return texts.stream();
    }

    private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            Object value = server.getAttribute(name, attribute.getName());
            return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        } catch (JMException | RuntimeMBeanException e) {
            return e.toString();
        }
    }
}
