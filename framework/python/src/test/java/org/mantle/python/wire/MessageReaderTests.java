package org.mantle.python.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as RFC 7464 has them, and what stands between them. */
final class MessageReaderTests {

    private static final String RS = "\u001e";

    private final List<String> strays = new ArrayList<>();

    private MessageReader reader(String text) {
        return new MessageReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), strays::add);
    }

    @Test
    void whatIsPrintedBetweenMessagesHarmsNone() throws IOException {
        MessageReader reader = reader(
                "hello\n" + RS + "{\"a\":1}\nhalf" + RS + "{\"a\":2}\n" + RS + "{\"torn" + RS + "{\"a\":3}\nrest");
        for (int number = 1; number <= 3; number++) {
            assertThat(reader.read().orElseThrow().get("a").getAsInt()).isEqualTo(number);
        }
        assertThat(reader.read()).isEmpty();
        assertThat(strays).containsExactly("hello", "half", "rest");
    }

    @Test
    void aMessageThatIsNoObjectIsToldAndTheNextIsRead() throws IOException {
        MessageReader reader = reader(RS + "[1]\n" + RS + "{\"a\":\n" + RS + "{\"a\":1}\n");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(reader::read);
        }
        assertThat(reader.read()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 65_535, 65_536, 65_537, 1_000_000})
    void messagesOfAnyLengthComeInPiecesOfAnyLength(int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageWriter writer = new MessageWriter(bytes);
        for (int i = 0; i < 3; i++) {
            JsonObject message = new JsonObject();
            message.addProperty("text", "\u00e9\u0001\n".repeat(length) + i);
            writer.write(message);
        }
        InputStream slow = new ByteArrayInputStream(bytes.toByteArray()) {
            @Override
            public synchronized int read(byte[] to, int offset, int count) {
                return super.read(to, offset, Math.min(count, 1 + length / 3));
            }
        };
        MessageReader reader = new MessageReader(slow, strays::add);
        for (int i = 0; i < 3; i++) {
            assertThat(reader.read().orElseThrow().get("text").getAsString())
                    .isEqualTo("\u00e9\u0001\n".repeat(length) + i);
        }
        assertThat(reader.read()).isEmpty();
        assertThat(strays).isEmpty();
    }

    @Test
    void whoHasGoneIsWrittenToInSilence() {
        MessageWriter writer = new MessageWriter(new ByteArrayOutputStream() {
            @Override
            public void write(byte[] bytes) throws IOException {
                throw new IOException("gone");
            }
        });
        writer.write(new JsonObject());
        assertThat(writer.isGone()).isTrue();
    }
}
