/** The declarative mapping language: rules with key templates and typed columns, compiled into a mapper. */
@NullMarked
package dev.tailrace.mappers.mapping;

import org.jspecify.annotations.NullMarked;
