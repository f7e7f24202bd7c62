package org.mantle.framework.internal.history;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.history.RecordStore;

/** The file of a history keeps what every store promises. */
class HistoryFileStoreTests extends RecordStoreContract {

    @TempDir
    Path folder;

    @Override
    RecordStore open() {
        return new HistoryFile(folder.resolve("history.jsonl"), HistoryFile.LIMIT);
    }
}
