package dev.tailrace.activities.report;

import dev.tailrace.activities.verification.KeyNames;
import dev.tailrace.mappers.problem.Code;
import java.util.List;
import java.util.regex.Pattern;
import org.jooq.DSLContext;

/**
 * Keys as a report shows them, and what else may quote an item: in clear where that was asked for. Otherwise a key has the name that
 * verdicts use too, from which no one can guess it without the control schema.
 *
 * @param areClear whether they are shown in clear
 */
record ShownKeys(boolean areClear, KeyNames names) {
    /** Comes before the cells of a row's key in a difference's detail. */
    private static final String KEY = "key ";
    /** The columns of a difference, which are names of the file, come after its key. */
    private static final Pattern COLUMNS = Pattern.compile("columns (\\[[^\\[\\]]*])$");

    /** Those of a migration. */
    static ShownKeys of(DSLContext sql, String migration, boolean clear) {
        return sql.fetchSingle("select salt from tailrace.migration where name = ?", migration)
                .map(row -> new ShownKeys(clear, new KeyNames(row.get(0, String.class))));
    }

    /** @param key as it is stored; empty stays empty */
    String key(String key) {
        return key.isEmpty() || areClear ? key : KEY + names.of(key);
    }

    /** @param detail of a difference, as it is stored */
    String detail(String detail) {
        return areClear ? detail : "";
    }

    /** Why an item is in quarantine. The reason that is stored may quote the item: without consent the code's title stands for it. */
    String reason(String code, String stored) {
        return areClear ? stored : Code.titleOf(code);
    }

    /** The columns that a difference's detail names. */
    static List<String> columns(String detail) {
        var found = COLUMNS.matcher(detail);
        return found.find() ? ReportJson.texts(found.group(1)) : List.of();
    }

    /** The cells of the row's key that a difference's detail begins with; none where no row is known. */
    static List<String> cells(String detail) {
        return detail.startsWith(KEY) ? ReportJson.texts(detail.substring(KEY.length())) : List.of();
    }
}
