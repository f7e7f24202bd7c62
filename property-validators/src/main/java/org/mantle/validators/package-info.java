/**
 * Checks of one value that can also describe themselves, so that a dialog, a JSON Schema and a manual are made from the object
 * that enforces the rule.
 *
 * <p>Start at {@link org.mantle.validators.Validators}, which makes every kind, and {@link org.mantle.validators.Validator},
 * which an author implements for a rule of their own; each kind is a hidden class of its own here. {@link
 * org.mantle.validators.pattern} is for regular expressions that users give. Nothing here takes or returns {@code null}.
 */
@NullMarked
package org.mantle.validators;

import org.jspecify.annotations.NullMarked;
