/**
 * Words, names and JSON, each done in one way, for every room of the framework: no room is below this one, so begin anywhere.
 */
@NullMarked
package org.mantle.framework.internal.text;

import org.jspecify.annotations.NullMarked;
