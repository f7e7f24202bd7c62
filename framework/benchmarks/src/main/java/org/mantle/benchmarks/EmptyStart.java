package org.mantle.benchmarks;

/** Does nothing: what the JVM itself costs. */
final class EmptyStart {

    private EmptyStart() {}

    public static void main(String[] args) {}
}
