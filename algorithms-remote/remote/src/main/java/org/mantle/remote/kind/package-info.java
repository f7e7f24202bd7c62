/**
 * The kinds of compute resources: what is set for a resource of a kind, and how its service is spoken to. Begin with
 * {@link org.mantle.remote.kind.ResourceKind}, which the author of an adapter implements.
 */
@NullMarked
package org.mantle.remote.kind;

import org.jspecify.annotations.NullMarked;
