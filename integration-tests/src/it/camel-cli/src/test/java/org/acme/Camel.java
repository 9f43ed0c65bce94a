package org.acme;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** The Camel CLI as a program. */
final class Camel {

    public static void main(String... arguments) {
        CamelJBangMain.run(arguments);
    }
}
