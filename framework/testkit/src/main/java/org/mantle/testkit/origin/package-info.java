/**
 * Where a provider has its algorithms, and how one is executed without a host. For the checks of the kit; begin at {@link
 * org.mantle.testkit.origin.Origin}.
 */
@NullMarked
package org.mantle.testkit.origin;

import org.jspecify.annotations.NullMarked;
