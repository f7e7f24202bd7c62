/**
 * The door of the explorer, which shows and runs the algorithms of a host in a browser and serves them to programs.
 *
 * <p>For applications; begin with {@link org.mantle.web.Explorer}. Other modules bring a {@link org.mantle.web.panel.Panel}. Nothing is null
 * unless marked.
 */
@NullMarked
package org.mantle.web;

import org.jspecify.annotations.NullMarked;
