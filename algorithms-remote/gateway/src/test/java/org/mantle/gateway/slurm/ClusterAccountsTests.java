package org.mantle.gateway.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.gateway.place.DataFolder;
import org.mantle.gateway.place.OutsideFolderException;
import org.mantle.gateway.place.PathMap;
import org.mantle.gateway.place.UserFolder;
import org.mantle.gateway.place.UserFolders;

/** How far users reach, by the account under which the gateway runs. */
class ClusterAccountsTests {

    @TempDir
    private Path folder;

    private UserFolder folderOf(String user, String account) throws IOException {
        ClusterAccounts accounts = new ClusterAccounts(
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(account));
        return new UserFolders(DataFolder.open(folder), new PathMap(Map.of()), accounts).of(user);
    }

    private static Path outside(UserFolder of) throws IOException {
        return of.resolve("/etc/passwd", of.root());
    }

    @Test
    void anAccountReachesForItselfWhatItCanReach() throws Exception {
        assertThat(outside(folderOf("nobody", "nobody"))).isEqualTo(Path.of("/etc/passwd"));
    }

    @Test
    void nobodyElseReachesWhatIsTheAccounts() throws Exception {
        UserFolder guest = folderOf("guest", "nobody");
        assertThatThrownBy(() -> outside(guest)).isInstanceOf(OutsideFolderException.class);
        assertThatThrownBy(() -> guest.resolve("../nobody/x", guest.root())).isInstanceOf(OutsideFolderException.class);
        assertThat(guest.resolve("own", guest.root())).isEqualTo(guest.root().resolve("own"));
    }

    @Test
    void rootReachesForNobodyWhatThatUserMayNot() throws Exception {
        UserFolder guest = folderOf("no such account", "root");
        assertThatThrownBy(() -> outside(guest)).isInstanceOf(OutsideFolderException.class);
    }
}
