package org.mantle.gateway.user;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Users of two sources. A name that the first knows is the first's alone, so that nobody of the second gets at its files.
 *
 * @param own the gateway's own users, which are the ones that change
 * @param others whom else it lets in
 */
public record TwoUserStores(UserStore own, UserStore others) implements UserStore {

    @Override
    public Optional<String> check(String name, char[] password) throws IOException {
        return of(name).check(name, password);
    }

    @Override
    public Optional<String> stamp(String name) throws IOException {
        Optional<String> stamp = own.stamp(name);
        return stamp.isPresent() ? stamp : others.stamp(name);
    }

    private UserStore of(String name) throws IOException {
        return own.stamp(name).isPresent() ? own : others;
    }

    @Override
    public void requireAddable(String name) throws UserRefusedException, IOException {
        own.requireAddable(name);
        others.requireAddable(name);
    }

    @Override
    public void add(String name, char[] password) throws UserRefusedException, IOException {
        others.requireAddable(name);
        own.add(name, password);
    }

    @Override
    public boolean changePassword(String name, char[] password) throws UserRefusedException, IOException {
        return of(name).changePassword(name, password);
    }

    @Override
    public boolean remove(String name) throws UserRefusedException, IOException {
        return of(name).remove(name);
    }

    @Override
    public List<String> list() throws IOException {
        return own.list();
    }
}
