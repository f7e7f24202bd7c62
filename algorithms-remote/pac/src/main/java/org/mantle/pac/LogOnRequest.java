package org.mantle.pac;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A user name and a password on their way to a service.
 *
 * @since 0.1.0
 */
public final class LogOnRequest {

    private final String user;
    private final char[] password;

    /**
     * Creates a request.
     *
     * @param password the password; copied
     */
    public LogOnRequest(String user, char[] password) {
        this.user = user;
        this.password = password.clone();
    }

    /** Returns the user's name. */
    public String user() {
        return user;
    }

    /** Returns a copy of the password, to be wiped by the caller. */
    public char[] password() {
        return password.clone();
    }

    /** Overwrites the password that this request holds. */
    public void wipe() {
        Arrays.fill(password, '\0');
    }

    /**
     * Returns the body of a log-on call, {@code <User><name>NAME</name> <pass>PASS</pass> </User>}, escaped; to be
     * wiped by the caller.
     */
    public byte[] toXml() {
        CharBuffer text = CharBuffer.allocate(64 + 6 * (user.length() + password.length));
        text.put("<User><name>").put(Xml.escape(user)).put("</name> <pass>");
        for (char c : password) {
            switch (c) {
                case '&' -> text.put("&amp;");
                case '<' -> text.put("&lt;");
                case '>' -> text.put("&gt;");
                default -> text.put(c);
            }
        }
        text.put("</pass> </User>").flip();
        // an array of our own, so that it can be wiped; no character needs more than three bytes per char
        ByteBuffer encoded = ByteBuffer.allocate(3 * text.limit());
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(text, encoded, true);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(text.array(), '\0');
        return bytes;
    }

    /**
     * Reads the body of a log-on call.
     *
     * <p>IBM's client escapes the password only, so a name with markup makes the whole ill-formed: then what stands between
     * the tags is taken.
     *
     * @throws PacFormatException if there is no name and password in it; the message does not repeat the body
     */
    public static LogOnRequest fromXml(byte[] body) throws PacFormatException {
        String text = PacText.decode(body);
        String user;
        String password;
        try {
            PacElement root = Xml.parse(text);
            user = root.childText("name").orElseThrow(LogOnRequest::malformed);
            password = root.childText("pass").orElseThrow(LogOnRequest::malformed);
        } catch (PacFormatException e) {
            user = Xml.literal(text, "name").orElseThrow(LogOnRequest::malformed);
            password = Xml.unescape(Xml.literal(text, "pass").orElseThrow(LogOnRequest::malformed));
        }
        return new LogOnRequest(user, password.toCharArray());
    }

    private static PacFormatException malformed() {
        return new PacFormatException(
                "The log-on has no name and password: send <User><name>NAME</name> <pass>PASSWORD</pass> </User>");
    }

    /** Returns a text without the password. */
    @Override
    public String toString() {
        return "LogOnRequest[user=" + user + "]";
    }
}
