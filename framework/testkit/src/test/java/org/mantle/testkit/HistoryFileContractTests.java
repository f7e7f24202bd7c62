package org.mantle.testkit;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.MantleBuilder;

/** The file of a history keeps what every store promises. */
class HistoryFileContractTests extends RecordStoreContract {

    @TempDir
    Path folder;

    @Override
    protected MantleBuilder keepHistory(MantleBuilder host) {
        return host.historyFile(folder.resolve("history.jsonl"));
    }
}
