/** A kind of compute resource from outside, as an author of an adapter writes it; the page on adapters shows it. */
@NullMarked
package com.example.memory;

import org.jspecify.annotations.NullMarked;
