package dev.tailrace.workflows.status;

import dev.tailrace.workflows.turn.Obstacle;
import org.jspecify.annotations.Nullable;

/**
 * How far a migration's registration is.
 *
 * @param accepted the file was accepted: its tables are known
 * @param failed the file was refused, for the reason in {@code obstacle}
 * @param obstacle what blocks or delays it, null for nothing
 */
public record RegistrationState(
        boolean accepted, boolean failed, @Nullable Obstacle obstacle) {}
