package org.mantle.gateway.user;

import java.net.URI;
import java.util.Optional;

/**
 * Where a site's directory is and how users are found in it.
 *
 * @param url {@code ldaps://host[:port]}, or {@code ldap://} on this machine
 * @param base the name of the entry below which users are, such as {@code ou=people,dc=example,dc=org}
 * @param attribute the attribute that has a user's name, such as {@code uid}
 * @param filter which of the entries with that attribute may log in, by RFC 4515; empty for all
 * @param searcher as whom to search; empty to search as nobody
 */
public record LdapSettings(
        URI url, String base, String attribute, Optional<String> filter, Optional<Searcher> searcher) {

    /**
     * Who may search in the directory.
     *
     * @param name the name of its entry
     */
    public record Searcher(String name, String password) {

        /** Returns the name alone. */
        @Override
        public String toString() {
            return "Searcher[" + name + "]";
        }
    }
}
