package org.mantle.cli.terminal;

import java.io.IOException;

/** A time in which what is typed cannot be seen; it ends when this is closed, or with the process. */
final class HiddenTyping implements AutoCloseable {

    private final Thread hook = new Thread(this::show, "mantle-echo");
    private boolean over;

    private HiddenTyping() {}

    /**
     * Hides what is typed from now on.
     *
     * @throws InterruptedException if the process is told to stop
     * @throws IOException if the terminal cannot do it; the message says what to do instead
     */
    static HiddenTyping begin() throws IOException, InterruptedException {
        HiddenTyping typing = new HiddenTyping();
        try {
            Runtime.getRuntime().addShutdownHook(typing.hook);
        } catch (IllegalStateException e) {
            throw processEnds();
        }
        try {
            typing.hide();
        } catch (IOException | InterruptedException e) {
            typing.close();
            throw e;
        }
        return typing;
    }

    /** The hook may have been faster: nothing would show the typing again. */
    private synchronized void hide() throws IOException, InterruptedException {
        if (over) {
            throw processEnds();
        }
        Stty.call("-echo");
    }

    private synchronized void show() {
        if (!over) {
            over = true;
            try {
                Stty.call("echo");
            } catch (IOException e) {
                // the terminal is gone, and with it what could be restored
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        show();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook finds its work done
        }
    }

    private static InterruptedException processEnds() {
        return new InterruptedException("the process is ending, and nobody can be asked any more");
    }
}
