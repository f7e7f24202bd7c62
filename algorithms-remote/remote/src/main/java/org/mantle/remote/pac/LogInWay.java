package org.mantle.remote.pac;

/** How users log in at a resource that speaks PAC. */
enum LogInWay {

    /** At the service itself. */
    PAC("pac"),
    /** By a form at an address of its own, as SCARF has it. */
    SCARF("scarf");

    private final String label;

    LogInWay(String label) {
        this.label = label;
    }

    /** Returns the word for it in the settings. */
    String label() {
        return label;
    }
}
