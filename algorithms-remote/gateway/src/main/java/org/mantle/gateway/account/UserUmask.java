package org.mantle.gateway.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which rights new files of users do not give to others: in octal digits, such as {@code 0022}. That of the gateway is for its own files. */
public final class UserUmask {

    /** What takes no right from the owner. */
    public static final String FORM = "0{0,2}[0-7]{2}";

    /** What {@link #FORM} is, in words. */
    public static final String WORDS =
            "octal digits that leave all rights to the owner, such as 0022, 0002 for groups, or 0077";

    private static final String USUAL = "0022";
    private static final Path LOGIN = Path.of("/etc/login.defs");
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*UMASK\\s+(" + FORM + ")\\s*$");

    private UserUmask() {}

    /** Returns what the machine says for its users, {@code UMASK} in login.defs(5), and otherwise 0022. */
    public static String ofMachine() {
        try {
            return of(Files.readString(LOGIN, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return USUAL;
        }
    }

    /** Returns what a text in the form of login.defs(5) says. */
    static String of(String loginDefinitions) {
        Matcher line = LINE.matcher(loginDefinitions);
        return line.find() ? line.group(1) : USUAL;
    }
}
