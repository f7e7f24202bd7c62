package org.mantle.algorithms.file;

/**
 * A pattern of file names, in which {@code *} stands for any number of characters and {@code ?} for one.
 *
 * <p>Matching takes no more time than pattern and name are long, multiplied.
 */
record Wildcard(String pattern) {

    boolean matches(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int starName = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                // The star stands for nothing, so far.
                starName = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                // The last star stands for one more: those before it need not.
                n = ++starName;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
