/**
 * What values are, apart from validators: how numbers are ordered, and which texts name machines. For the validators alone; a
 * check that needs more than a few lines of its own begins here.
 */
@NullMarked
package org.mantle.validators.value;

import org.jspecify.annotations.NullMarked;
