package org.mantle.gateway.account;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.mantle.gateway.place.NoAccountException;

/** Writes a file for the account that runs this, and asks for another's folder. */
final class OwnAccountMain {

    private OwnAccountMain() {}

    public static void main(String[] arguments) throws Exception {
        Accounts accounts = new Accounts();
        try (AccountFolders folders = new AccountFolders(
                accounts, AccountFolders.USUAL_JOBS, new FileProcessSettings(Duration.ofMinutes(1), 1, "0022"))) {
            Path file = folders.of(accounts.own()).file(Path.of(arguments[0], "x"));
            Files.createFile(file);
            System.out.println("wrote " + file + " with " + folders.processes() + " processes");
            folders.of(arguments[1]);
        } catch (NoAccountException e) {
            System.out.println(e.getMessage());
        }
    }
}
