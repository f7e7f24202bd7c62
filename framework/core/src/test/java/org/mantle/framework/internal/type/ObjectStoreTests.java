package org.mantle.framework.internal.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mantle.framework.internal.thread.ListenerThreads;
import org.mantle.framework.type.ObjectChange;
import org.mantle.framework.type.ObjectChange.Kind;
import org.mantle.framework.type.ObjectStore;
import org.mantle.framework.type.Registration;

/** What the rules of Mantid's store of data objects say, but for groups. */
class ObjectStoreTests {

    private final ObjectStore store = new LiveObjectStore(new ListenerThreads());

    @Test
    void letterCaseDoesNotMatterAndTheFirstSpellingStays() {
        store.add("Raw", 1);
        store.put("RAW", 2);

        assertThat(store.names()).containsExactly("Raw");
        assertThat(store.find(" raw ")).contains(2);
        assertThatThrownBy(() -> store.add("raw", 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"raw\"");
        assertThat(store.find("Raw")).contains(2);
    }

    @Test
    void blankNamesAndMissingObjectsAreRefused() {
        assertThatThrownBy(() -> store.add(" ", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.put("", 1)).isInstanceOf(IllegalArgumentException.class);
        store.add("a", 1);
        assertThatThrownBy(() -> store.rename("a", " ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.find("a")).contains(1);
    }

    @Test
    void whatIsNotThereIsSaidWithWhatIs() {
        assertThatThrownBy(() -> store.get("Raw", Integer.class))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("\"Raw\"")
                .hasMessageContaining("none");
        store.add("Dark", "text");
        assertThatThrownBy(() -> store.get("Raw", String.class)).hasMessageContaining("Dark");
        assertThatThrownBy(() -> store.get("Dark", Integer.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("String")
                .hasMessageContaining("Integer");
        assertThat(store.remove("Raw")).isEmpty();
        assertThat(store.remove("DARK")).contains("text");
        assertThat(store.names()).isEmpty();
    }

    @Test
    void namesWithTwoUnderscoresAreFoundAndNotListed() {
        store.add("__scratch", 1);
        store.add("b", "text");
        store.add("A", 2);

        assertThat(store.names()).containsExactly("A", "b");
        assertThat(store.names(Integer.class)).containsExactly("A");
        assertThat(store.hiddenNames()).containsExactly("__scratch");
        assertThat(store.size()).isEqualTo(3);
        assertThat(store.find("__SCRATCH")).contains(1);
    }

    @Test
    void renamingReplacesAndOntoItselfDoesNothing() {
        Object raw = new Object();
        store.add("raw", raw);
        store.add("other", "text");

        assertThat(store.rename("nothing", "b")).isFalse();
        assertThat(store.rename("RAW", "Other")).isTrue();
        assertThat(store.names()).containsExactly("Other");
        assertThat(store.find("other")).containsSame(raw);
        assertThat(store.rename("other", "Other")).isTrue();
        assertThat(store.nameOf(raw)).contains("Other");
        assertThat(store.nameOf(new Object())).isEmpty();
    }

    /** A listener may take its time, and even wait for others: it delays nobody. */
    @Test
    void everyActionIsToldOnceAndDelaysNobody() throws Exception {
        BlockingQueue<ObjectChange> told = new LinkedBlockingQueue<>();
        CountDownLatch release = new CountDownLatch(1);
        store.subscribe(change -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            told.add(change);
            throw new IllegalArgumentException("which harms nothing");
        });

        store.add("a", 1);
        store.put("A", 2);
        store.add("__b", 3);
        store.rename("a", "c");
        store.rename("c", "c");
        store.remove("c");
        store.remove("c");
        store.clear();
        store.clear();
        release.countDown();

        for (ObjectChange expected : List.of(
                new ObjectChange(Kind.ADDED, "a", ""),
                new ObjectChange(Kind.REPLACED, "a", ""),
                new ObjectChange(Kind.ADDED, "__b", ""),
                new ObjectChange(Kind.RENAMED, "c", "a"),
                new ObjectChange(Kind.REMOVED, "c", ""),
                new ObjectChange(Kind.CLEARED, "", ""))) {
            assertThat(told.poll(1, TimeUnit.MINUTES)).isEqualTo(expected);
        }
    }

    @Test
    void whoTakesItselfAwayHearsNothingMore() throws Exception {
        BlockingQueue<ObjectChange> heard = new LinkedBlockingQueue<>();
        BlockingQueue<ObjectChange> heardByTheOther = new LinkedBlockingQueue<>();
        Registration registration = store.subscribe(heard::add);
        store.subscribe(heardByTheOther::add);
        store.add("first", 1);
        assertThat(heard.poll(1, TimeUnit.MINUTES)).isNotNull();
        registration.close();
        registration.close();

        store.add("second", 2);

        assertThat(heardByTheOther.poll(1, TimeUnit.MINUTES)).isNotNull();
        assertThat(heardByTheOther.poll(1, TimeUnit.MINUTES)).isNotNull();
        BlockingQueue<ObjectChange> heardLater = new LinkedBlockingQueue<>();
        store.subscribe(heardLater::add);
        store.add("third", 3);
        assertThat(heardLater.poll(1, TimeUnit.MINUTES)).isNotNull();
        assertThat(heard).isEmpty();
    }

    @Test
    void ofSeveralNamesOneThatIsListedIsTheObjectsOwn() {
        Object raw = new Object();
        store.add("__scratch", raw);
        assertThat(store.nameOf(raw)).contains("__scratch");
        store.add("Raw", raw);
        assertThat(store.nameOf(raw)).contains("Raw");
    }
}
