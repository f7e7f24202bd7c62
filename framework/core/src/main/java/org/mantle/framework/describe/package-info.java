/**
 * What faces are made from: JSON Schemas, tools for agents and manual pages from descriptors, texts of inputs and outputs, the JSON
 * report of a run, references to secrets.
 *
 * <p>For faces of every kind. Begin with {@link AlgorithmSchema}, and for runs with {@link RunReport}. Everything here uses only
 * what any host can use, and prints nothing.
 */
@NullMarked
package org.mantle.framework.describe;

import org.jspecify.annotations.NullMarked;
