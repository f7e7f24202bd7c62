package org.mantle.benchmarks.start;

/** Does nothing: what the JVM itself costs. */
final class EmptyStart {

    private EmptyStart() {}

    public static void main(String[] args) {}
}
