package org.mantle.remote.pac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.type.Registration;
import org.mantle.pac.FileSource;
import org.mantle.pac.MultipartBody;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.kind.ResourceSettings;

/** How an upload is sent. */
class UploadEntityTests {

    @TempDir
    private Path folder;

    /** Counts what has moved. */
    private static final class Counter implements CallMonitor {

        private long moved;

        @Override
        public void moved(long count) {
            moved += count;
        }

        @Override
        public Registration onCancel(Runnable abort) {
            return () -> {};
        }

        @Override
        public void checkCancelled() {
            // never
        }
    }

    @Test
    void aSlowNetworkCanTakeSeveralPiecesInTheTimeOutAndEachIsCounted() throws Exception {
        byte[] content = new byte[700_001];
        MultipartBody body =
                MultipartBody.upload("", List.of(FileSource.of(Files.write(folder.resolve("large"), content))));
        PacResource resource = PacResource.of(ResourceSettings.of(new PacKind(), Map.of("url", "https://h/")));
        Counter monitor = new Counter();
        List<Long> uncounted = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                uncounted.add(size() - monitor.moved);
            }
        };
        new UploadEntity(body, new CallClock(resource, () -> {}), monitor).writeTo(out);
        long leastInTime = CallClock.LEAST_RATE * resource.responseTimeout().toSeconds();
        assertThat(uncounted).allSatisfy(bytes -> assertThat(bytes).isLessThan(leastInTime / 4));
        assertThat(out.size()).isEqualTo((int) body.contentLength());
        assertThat(monitor.moved).isEqualTo(body.contentLength());
    }
}
