package org.mantle.host;

/** The command line in a process of its own. */
final class SampleMain {

    private SampleMain() {}

    public static void main(String[] arguments) {
        System.exit(CommandLineHost.builder(Shell::mantle).build().run(arguments));
    }
}
