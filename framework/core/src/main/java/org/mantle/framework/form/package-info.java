/**
 * What a form to fill in is made from: which fields it has, how they stand at present, and what was given the last time.
 *
 * <p>For faces with dialogs. Begin with {@link InputForm}, and after every change ask {@link FormState}. Everything here uses only
 * what any host can use, and shows nothing.
 */
@NullMarked
package org.mantle.framework.form;

import org.jspecify.annotations.NullMarked;
