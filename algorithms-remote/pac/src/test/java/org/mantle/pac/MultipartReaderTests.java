package org.mantle.pac;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of several parts, as clients write them and as nobody should. */
class MultipartReaderTests {

    private static final String U = "4k89ogja023oh1-gkdfk903jf9wngmujfs95m";
    private static final String TYPE = "multipart/mixed; boundary=" + U;

    @Test
    void readsAnUploadAsIbmsClientWritesIt() throws IOException {
        String body = "--" + U + "\r\n"
                + "Content-Disposition: form-data; name=\"DirName\"\r\n"
                + "Content-ID: <DirName>\r\n\r\n"
                + "sub%20dir\r\n"
                + "--" + U + "\r\n"
                + "Content-Disposition: form-data; name=\"a 1.txt\"; filename=\"a 1.txt\"\r\n"
                + "Content-Type: application/octet-stream\r\n"
                + "Content-Transfer-Encoding: binary\r\n"
                + "Accept-Language:en-us\r\n"
                + "Content-ID: <a%201.txt>\r\n\r\n"
                + "line\r\n\r\n"
                + "--" + U + "--\r\n";
        MultipartReader reader = MultipartReader.of(stream(body), TYPE);

        MultipartPart directory = reader.next();
        assertThat(directory.isCalled("dirname")).isTrue();
        assertThat(PercentEncoding.decode(directory.readText(100))).isEqualTo("sub dir");
        MultipartPart file = reader.next();
        assertThat(file.fileName()).isEqualTo("a 1.txt");
        assertThat(file.header("accept-language")).contains("en-us");
        assertThat(content(file)).isEqualTo("line\r\n".getBytes(UTF_8));
        assertThat(reader.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "no line end", "a line end\n", "two\r\n\r\n", "--4k89"})
    void readsMantidsUploadWhoseFileRunsIntoTheClosingDelimiter(String fileContent) throws IOException {
        String body = "--" + U + "\r\n"
                + "Content-Disposition: form-data; name=\"DirName\"\r\n"
                + "Content-ID: <DirName>\r\n\r\n"
                + "/work/imat\r\n"
                + "--" + U + "\r\n"
                + "Content-Disposition: form-data; name=\"100%25.nxs\"\r\n"
                + "Content-Type: application/octet-stream \r\n"
                + "Content-Transfer-Encoding: UTF-8\r\n"
                + "Content-ID: <100%25.nxs>\r\n\r\n"
                + fileContent + "--" + U + "--\r\n\r\n";
        MultipartReader reader = MultipartReader.of(stream(body), TYPE);

        reader.next().skip();
        MultipartPart file = reader.next();
        assertThat(file.fileName()).isEqualTo("100%25.nxs");
        assertThat(content(file)).isEqualTo(fileContent.getBytes(UTF_8));
        assertThat(reader.next()).isNull();
    }

    @Test
    void takesADelimiterInsideALineAsContent() throws IOException {
        String content = "x--" + U + "\r\n--" + U + "y\r\n --" + U + "--\r\n--" + U + "--z";
        MultipartReader reader = MultipartReader.of(stream(part(content)), TYPE);

        assertThat(content(reader.next())).isEqualTo(content.getBytes(UTF_8));
        assertThat(reader.next()).isNull();
    }

    @Test
    void readsLinesThatEndInLineFeedsOnly() throws IOException {
        MultipartReader reader =
                MultipartReader.of(stream("\n" + part("one\ntwo\r").replace("\r\n", "\n")), TYPE);

        assertThat(content(reader.next())).isEqualTo("one\ntwo\r".getBytes(UTF_8));
        assertThat(reader.next()).isNull();
    }

    @Test
    void readsADownloadWhoseBoundaryIsOnTheSecondLine() throws IOException {
        String body = "\r\n--X\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
                + "Content-ID: </home/u/job/417666.error>\r\n\r\nbytes\r\n--X--";
        MultipartReader reader = MultipartReader.detecting(stream(body));

        MultipartPart file = reader.next();
        assertThat(file.contentId()).isEqualTo("/home/u/job/417666.error");
        assertThat(content(file)).isEqualTo("bytes".getBytes(UTF_8));
        assertThat(reader.next()).isNull();
    }

    @Test
    void refusesADownloadThatBeginsWithNoDelimiter() {
        assertThatThrownBy(() -> MultipartReader.detecting(stream("<html>\n<body>oops</body>\n")))
                .isInstanceOf(PacFormatException.class)
                .hasMessageContaining("does not begin with the delimiter");
    }

    @Test
    void refusesAMessageThatIsCutShortAnywhere() {
        String whole = part("0123456789");
        for (int length = 0; length < whole.length() - 2; length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> readAll(MultipartReader.of(stream(cut), TYPE)))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(PacFormatException.class)
                    .hasMessageContaining("cut short");
        }
    }

    @Test
    void refusesEndlessHeaders() {
        InputStream endless = new InputStream() {
            private final byte[] start = ("--" + U + "\r\nX: ").getBytes(UTF_8);
            private int at;

            @Override
            public int read() {
                return at < start.length ? start[at++] : 'x';
            }
        };

        assertThatThrownBy(() -> MultipartReader.of(endless, TYPE).next())
                .isInstanceOf(PacFormatException.class)
                .hasMessageContaining("headers longer than");
    }

    @Test
    void keepsEveryByteOfAnyContentInWhateverPiecesItArrives() throws IOException {
        Random random = new Random(20261122);
        for (int round = 0; round < 40; round++) {
            byte[] content = new byte[random.nextInt(600_000)];
            random.nextBytes(content);
            byte[] decoy = ("\r\n--" + U + "-").getBytes(UTF_8);
            for (int i = 0; i < 50 && content.length >= 64; i++) {
                System.arraycopy(decoy, 0, content, random.nextInt(content.length / 64) * 64, decoy.length);
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(("--" + U + "\r\nContent-ID: <f>\r\n\r\n").getBytes(UTF_8));
            body.write(content);
            body.write(("\r\n--" + U + "--\r\n").getBytes(UTF_8));
            InputStream pieces = new ByteArrayInputStream(body.toByteArray()) {
                @Override
                public synchronized int read(byte[] b, int off, int len) {
                    return super.read(b, off, Math.min(len, 1 + random.nextInt(100_000)));
                }
            };

            MultipartReader reader = MultipartReader.of(pieces, TYPE);
            assertThat(Arrays.equals(content(reader.next()), content))
                    .as("round %d", round)
                    .isTrue();
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void holdsNoMoreThanItsWindowOfAPartOfFourGigabytes() throws IOException {
        long size = 4L << 30;
        byte[] head = ("--" + U + "\r\nContent-ID: <f>\r\n\r\n").getBytes(UTF_8);
        byte[] tail = ("\r\n--" + U + "--\r\n").getBytes(UTF_8);
        long[] written = {0};
        int[] largest = {0};
        OutputStream counter = new OutputStream() {
            @Override
            public void write(int b) {
                written[0]++;
            }

            @Override
            public void write(byte[] b, int off, int len) {
                written[0] += len;
                largest[0] = Math.max(largest[0], len);
            }
        };

        MultipartReader reader = MultipartReader.of(new Zeros(head, size, tail), TYPE);
        assertThat(reader.next().transferTo(counter)).isEqualTo(size);
        assertThat(written[0]).isEqualTo(size);
        assertThat(largest[0]).isLessThanOrEqualTo(256 * 1024);
        assertThat(reader.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "form-data; name=\"F\"; filename=\"say \"hi\".txt\"",
                "form-data; name=\"F\"; filename=\"say \"hi\".txt\" ; size=3",
                "form-data;filename=say \"hi\".txt;name=F"
            })
    void readsFileNamesWithQuotesThatNobodyEscaped(String disposition) throws IOException {
        MultipartReader reader = MultipartReader.of(
                stream("--" + U + "\r\nContent-Disposition: " + disposition + "\r\n\r\n\r\n--" + U + "--"), TYPE);

        MultipartPart part = reader.next();
        assertThat(part.fileName()).isEqualTo("say \"hi\".txt");
        assertThat(part.name()).isEqualTo("F");
    }

    @Test
    void readsHeadersThatAreLatin1() throws IOException {
        byte[] body = ("--" + U + "\r\nContent-Disposition: form-data; name=\"é\"\r\n\r\n\r\n--" + U + "--")
                .getBytes(ISO_8859_1);

        assertThat(MultipartReader.of(new ByteArrayInputStream(body), TYPE)
                        .next()
                        .name())
                .isEqualTo("é");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "multipart/mixed", "multipart/mixed; boundary=", "", "application/x; boundary=X"})
    void refusesAMediaTypeWithoutBoundary(String type) {
        assertThatThrownBy(() -> MultipartReader.of(stream(""), type))
                .isInstanceOf(PacFormatException.class)
                .hasMessageContaining("boundary");
    }

    @Test
    void refusesTextLongerThanTheCallerAccepts() throws IOException {
        MultipartReader reader = MultipartReader.of(stream(part("12345")), TYPE);

        assertThatThrownBy(() -> reader.next().readText(4))
                .isInstanceOf(PacFormatException.class)
                .hasMessageContaining("longer than 4 bytes");
    }

    private static String part(String content) {
        return "--" + U + "\r\nContent-ID: <f>\r\n\r\n" + content + "\r\n--" + U + "--\r\n";
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    static byte[] content(MultipartPart part) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        part.transferTo(out);
        return out.toByteArray();
    }

    private static List<byte[]> readAll(MultipartReader reader) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (MultipartPart part = reader.next(); part != null; part = reader.next()) {
            contents.add(content(part));
        }
        return contents;
    }

    /** A head, any number of zero bytes, a tail. */
    private static final class Zeros extends InputStream {
        private final byte[] head;
        private final long size;
        private final byte[] tail;
        private long at;

        Zeros(byte[] head, long size, byte[] tail) {
            this.head = head;
            this.size = size;
            this.tail = tail;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("byte by byte");
        }

        @Override
        public int read(byte[] b, int off, int len) {
            long fromTail = at - head.length - size;
            if (at < head.length) {
                return copy(head, (int) at, b, off, len);
            }
            if (fromTail < 0) {
                int count = (int) Math.min(len, -fromTail);
                Arrays.fill(b, off, off + count, (byte) 0);
                at += count;
                return count;
            }
            return fromTail < tail.length ? copy(tail, (int) fromTail, b, off, len) : -1;
        }

        private int copy(byte[] from, int start, byte[] b, int off, int len) {
            int count = Math.min(len, from.length - start);
            System.arraycopy(from, start, b, off, count);
            at += count;
            return count;
        }
    }
}
