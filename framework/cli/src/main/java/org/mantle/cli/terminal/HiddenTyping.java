package org.mantle.cli.terminal;

import java.io.IOException;
import org.mantle.framework.type.Registration;

/**
 * A time in which what is typed cannot be seen; it ends when this is closed, or with the process. A shell shows what is typed while the
 * process is stopped by Ctrl-Z; it is hidden again when the process goes on.
 */
final class HiddenTyping implements AutoCloseable {

    private final Thread hook = new Thread(this::show, "mantle-echo");
    private final Runnable atEnd;
    private final Registration continued;
    private boolean over;

    private HiddenTyping(Runnable again, Runnable atEnd) {
        this.atEnd = atEnd;
        this.continued = ProcessSignal.handle("CONT", () -> hideAgain(again));
    }

    /**
     * Hides what is typed from now on.
     *
     * @param again asks again, after the process was stopped and goes on
     * @param atEnd is called once when typing is shown again
     * @throws InterruptedException if the process is told to stop
     * @throws IOException if the terminal cannot do it; the message says what to do instead
     */
    static HiddenTyping begin(Runnable again, Runnable atEnd) throws IOException, InterruptedException {
        HiddenTyping typing = new HiddenTyping(again, atEnd);
        try {
            Runtime.getRuntime().addShutdownHook(typing.hook);
        } catch (IllegalStateException e) {
            typing.continued.close();
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

    private synchronized void hideAgain(Runnable again) {
        if (over) {
            return;
        }
        try {
            Stty.call("-echo");
            again.run();
        } catch (IOException e) {
            // the terminal is gone, and with it whoever types
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void show() {
        if (!over) {
            over = true;
            continued.close();
            try {
                Stty.call("echo");
            } catch (IOException e) {
                // the terminal is gone, and with it what could be restored
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            atEnd.run();
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
