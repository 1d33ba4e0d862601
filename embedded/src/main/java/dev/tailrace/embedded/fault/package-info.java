/** Networks and services that fail on purpose: proxies on loopback between a worker and its stores. */
@NullMarked
package dev.tailrace.embedded.fault;

import org.jspecify.annotations.NullMarked;
