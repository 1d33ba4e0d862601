package dev.tailrace.verify;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Mapper;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison works on: both sides, and how one becomes the other.
 *
 * @param keys of the source table
 * @param expiry the attribute by which the source's items expire; null for none
 * @param quarantine says which items could not be mapped or written
 * @param proof says how far capture has come
 */
public record ComparedStores(
        Mapper mapper,
        KeySchema keys,
        @Nullable String expiry,
        SourceReader source,
        TargetReader target,
        QuarantineReader quarantine,
        CaptureProof proof) {}
