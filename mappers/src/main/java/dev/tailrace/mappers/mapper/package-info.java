/** The mapper contract: one item in, rows of target tables out. Used alike by copy, capture and verification. */
@NullMarked
package dev.tailrace.mappers.mapper;

import org.jspecify.annotations.NullMarked;
