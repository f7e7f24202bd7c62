package org.mantle.framework.internal.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The promise to every listener, whatever it hears; here the test is the thread that tells. */
class ListenerQueueTests {

    /** The queue of a listener to texts. */
    private static final class Texts extends ListenerQueue<String> {

        private int due;

        Texts(Consumer<String> listener) {
            super(listener, ListenerQueueTests.class, "texts");
        }

        @Override
        protected void deliver() {
            due++;
        }
    }

    private final List<String> heard = new ArrayList<>();

    @Test
    void eventsAreToldInOrderAndOneThreadIsAskedForAtATime() {
        Texts queue = new Texts(heard::add);
        queue.offer("a");
        queue.offer("b");
        assertThat(queue.due).isEqualTo(1);
        queue.run();
        assertThat(heard).containsExactly("a", "b");
        queue.offer("c");
        assertThat(queue.due).isEqualTo(2);
    }

    @Test
    void noCallBeginsAfterAnotherThreadHasClosedTheQueueAndCloseDoesNotWait() {
        List<Texts> queue = new ArrayList<>();
        queue.add(new Texts(text -> {
            heard.add(text);
            Thread closes = new Thread(() -> queue.get(0).close());
            closes.start();
            try {
                closes.join(); // it returns although this call is under way
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            heard.add("closed during " + text);
        }));
        queue.get(0).offer("a");
        queue.get(0).offer("b");
        queue.get(0).run();
        queue.get(0).offer("c");
        queue.get(0).run();
        assertThat(heard).containsExactly("a", "closed during a");
    }

    @Test
    void aListenerThatThrowsHearsTheNextEventAlsoWhenTheLogThrowsToo() {
        Handler broken = new Handler() {
            @Override
            public void publish(LogRecord record) {
                throw new OutOfMemoryError("for the test");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ListenerQueueTests.class.getName());
        logger.addHandler(broken);
        try {
            Texts queue = new Texts(text -> {
                heard.add(text);
                throw new IllegalStateException(text);
            });
            queue.offer("a");
            queue.offer("b");
            queue.run();
            queue.offer("c");
            queue.run();
            assertThat(heard).containsExactly("a", "b", "c");
            assertThat(queue.due).isEqualTo(2);
        } finally {
            logger.removeHandler(broken);
        }
    }
}
