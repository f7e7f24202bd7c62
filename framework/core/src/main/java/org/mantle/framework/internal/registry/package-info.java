/**
 * Plugins in, one snapshot of the registry out, for the host: begin with {@code RegistryPlugins} and {@code RegistrySnapshot}.
 */
@NullMarked
package org.mantle.framework.internal.registry;

import org.jspecify.annotations.NullMarked;
