/**
 * What the modules of the house do in one way. For these modules alone: nothing here is an API of users. Begin at
 * {@code org.mantle.commons.file} for files and locks, at {@code org.mantle.commons.json} for JSON.
 */
@NullMarked
package org.mantle.commons;

import org.jspecify.annotations.NullMarked;
