/**
 * What faces are made from, written from descriptors alone: JSON Schemas, descriptions of tools for agents, manual pages.
 *
 * <p>Begin with {@link org.mantle.framework.describe.AlgorithmSchema}. Everything here uses what any host can use.
 */
@NullMarked
package org.mantle.framework.describe;

import org.jspecify.annotations.NullMarked;
