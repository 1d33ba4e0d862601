package dev.tailrace.workflows.verification;

import org.jspecify.annotations.Nullable;

/**
 * When, on what and how a verification was made (I6). Persisted field names.
 *
 * @param from when it began, ISO-8601
 * @param to when it ended; what it says is of moments between the two
 * @param passId the pass's id
 * @param passNumber its number, from 1
 * @param positions SHA-256 of the lanes' positions at the end: of lines {@code name position}, sorted by name, which are stored with
 *     the verdict; 64 hex digits
 * @param token the newest token that capture was seen to have applied in every open shard; null without tokens (R13)
 * @param consistency {@code strong}: how the source was read
 * @param file SHA-256 of the migration's file, so of the mapping too (I9)
 * @param build the worker's version and commit
 * @param nonce what the digests of rows were keyed with, 16 hex digits; empty where none were made
 * @param seed what the sample was drawn by; empty for none
 * @param sourceReads how often the source was read as a whole; more than once where too much had changed to tell at once
 * @param itemsRead items read at the source, those that were looked at again included
 * @param units read capacity units consumed, as text with one digit behind the point
 */
public record Circumstances(
        String from,
        String to,
        long passId,
        int passNumber,
        String positions,
        @Nullable Long token,
        String consistency,
        String file,
        String build,
        String nonce,
        String seed,
        int sourceReads,
        long itemsRead,
        String units) {}
