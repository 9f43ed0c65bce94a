package io.github.cameltiktok.secrets;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

/** What Camel shows in JMX. */
final class Managed {

    private Managed() {}

    /** Returns the name of each bean, its operations, and each attribute with its value. */
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
            return String.valueOf(server.getAttribute(name, attribute.getName()));
        } catch (JMException | RuntimeMBeanException e) {
            return e.toString();
        }
    }
}
