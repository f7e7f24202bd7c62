package org.mantle.framework.examples;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An office without a network. */
final class LocalOffice implements SendText.Office {

    final Set<String> users = ConcurrentHashMap.newKeySet();
    final List<String> sent = new CopyOnWriteArrayList<>();

    @Override
    public void logIn(String user, char[] password) throws IOException {
        if (password.length < 4) {
            throw new IOException("the password of " + user + " is wrong");
        }
        users.add(user);
    }

    @Override
    public boolean knows(String user) {
        return users.contains(user);
    }

    @Override
    public void send(String text) {
        sent.add(text);
    }

    @Override
    public void hangUp() {}
}
