package dev.tailrace.verify;

import dev.tailrace.verify.SavedComparison.Piece;
import dev.tailrace.verify.SavedComparison.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a comparison saved, for the next attempt. Can fail before a save, or after it. */
final class InMemory implements Checkpoints {
    private @Nullable State state;
    private byte[] folded = {};
    private final Map<String, Piece> pieces = new TreeMap<>();
    private final List<Suspected> suspects = new ArrayList<>();
    private int savesLeft = Integer.MAX_VALUE;
    private boolean afterwards;
    int saves;

    /** The save after so many fails. @param afterSaving whether it has saved by then */
    InMemory failAfter(int saves, boolean afterSaving) {
        savesLeft = saves;
        afterwards = afterSaving;
        return this;
    }

    @Override
    public @Nullable SavedComparison load() {
        return state == null
                ? null
                : new SavedComparison(state, folded, List.copyOf(pieces.values()), List.copyOf(suspects));
    }

    @Override
    public void save(SavedComparison change) {
        boolean fails = savesLeft-- == 0;
        if (fails && !afterwards) {
            throw new IllegalStateException("killed");
        }
        saves++;
        state = change.state();
        folded = change.folded();
        change.pieces().forEach(piece -> pieces.put(piece.part() + piece.number(), piece));
        suspects.addAll(change.suspects());
        if (fails) {
            throw new IllegalStateException("killed");
        }
    }

    @Override
    public void replace(SavedComparison first) {
        pieces.clear();
        suspects.clear();
        save(first);
    }
}
