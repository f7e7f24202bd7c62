package org.mantle.cli.terminal;

import java.util.Optional;

/** The terminal of a process in the background: nobody is there. */
final class NoTerminal implements Terminal {

    @Override
    public boolean canPrompt() {
        return false;
    }

    @Override
    public boolean showsOutput() {
        return false;
    }

    @Override
    public boolean showsErrors() {
        return false;
    }

    @Override
    public int width() {
        return ProcessTerminal.USUAL_WIDTH;
    }

    @Override
    public Optional<String> readLine(String prompt) {
        return Optional.empty();
    }

    @Override
    public Optional<char[]> readSecret(String prompt) {
        return Optional.empty();
    }
}
