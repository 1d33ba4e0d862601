package dev.tailrace.mappers.mapping;

/**
 * Something wrong with a mapping.
 *
 * @param pointer a JSON pointer relative to the table's {@code mapping}, e.g. {@code /0/key/1}
 * @param code a stable TR- code
 * @param what what is wrong, one sentence that names the value
 * @param fix what to write instead, one sentence
 */
public record MappingProblem(String pointer, String code, String what, String fix) {}
