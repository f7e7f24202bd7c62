package org.mantle.framework.internal.registry;

import java.util.List;

/**
 * The packages that plugins in folders take from the host even if they bring classes of these names themselves, since objects of these
 * classes go from one to the other. Immutable.
 *
 * @param host the loader of the packages that the host names
 * @param ofHost the names of those packages; what is below one belongs to it
 */
public record SharedPackages(ClassLoader host, List<String> ofHost) {

    /** What an algorithm and its host say to each other is said in these. */
    private static final List<String> OF_FRAMEWORK = List.of(
            "org.mantle.framework", "org.mantle.validators", "org.mantle.commons", "com.google.gson", "org.jspecify");

    /**
     * Returns a name, if it may be that of a package.
     *
     * @throws IllegalArgumentException if not
     */
    public static String requireName(String name) {
        for (String part : name.split("\\.", -1)) {
            if (part.isEmpty()
                    || !Character.isJavaIdentifierStart(part.charAt(0))
                    || !part.chars().allMatch(Character::isJavaIdentifierPart)) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" is no name of a package; write it in full, such as com.example.api");
            }
        }
        return name;
    }

    boolean isOfFramework(String className) {
        return isIn(className, OF_FRAMEWORK);
    }

    boolean isOfHost(String className) {
        return isIn(className, ofHost);
    }

    private static boolean isIn(String className, List<String> packages) {
        for (String name : packages) {
            if (className.startsWith(name)
                    && className.length() > name.length()
                    && className.charAt(name.length()) == '.') {
                return true;
            }
        }
        return false;
    }
}
