/**
 * What the checks of the kit work with: values to try, a run that is watched, what a run leaves behind, and the words for it.
 * Nothing here knows of requirements; begin at {@link org.mantle.testkit.probe.WatchedContext}.
 */
@NullMarked
package org.mantle.testkit.probe;

import org.jspecify.annotations.NullMarked;
