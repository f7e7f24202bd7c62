/**
 * Applications as a site defines them: what they run, what clients may say about it, and what a job of theirs may use. For the rooms of the
 * protocol; begin with {@link org.mantle.gateway.application.Applications}.
 */
@NullMarked
package org.mantle.gateway.application;

import org.jspecify.annotations.NullMarked;
