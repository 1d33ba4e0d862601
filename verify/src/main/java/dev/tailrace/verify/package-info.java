/**
 * Comparison of a source and a target in mapped space. {@link dev.tailrace.verify.Comparison} finds suspects by a sketch of both sides,
 * {@link dev.tailrace.verify.Recheck} tells what is only in flight from what is lost. Knows no store: it reads through
 * {@link dev.tailrace.verify.SourceReader}, {@link dev.tailrace.verify.TargetReader},
 * {@link dev.tailrace.verify.QuarantineReader} and {@link dev.tailrace.verify.CaptureProof}.
 */
@NullMarked
package dev.tailrace.verify;

import org.jspecify.annotations.NullMarked;
