package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.UnwritableText;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.problem.Code;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** {@code text[]}, {@code numeric[]} or {@code bytea[]}: exact from the set of that kind, in its order; also from a list of it. */
record ArrayType(Element element) implements CellType {
    /** The kinds of elements. */
    enum Element {
        TEXT("text", "SS", "S"),
        NUMERIC("numeric", "NS", "N"),
        BYTEA("bytea", "BS", "B");

        private final String type;
        private final String set;
        private final String kind;

        Element(String type, String set, String kind) {
            this.type = type;
            this.set = set;
            this.kind = kind;
        }
    }

    @Override
    public String ddl() {
        return element == Element.TEXT ? "text[] COLLATE \"C\"" : cast();
    }

    @Override
    public String cast() {
        return element.type + "[]";
    }

    @Override
    public String canonical(String printed) {
        return element == Element.NUMERIC ? strippedNumbers(printed) : printed;
    }

    @Override
    public Cell encode(Value value) {
        if (value instanceof Value.ListOf list) {
            return encode(list.values(), false);
        }
        if (!value.kind().equals(element.set)) {
            return Cell.Refused.unfit("is " + value.kind() + ", not " + element.set);
        }
        var elements = new ArrayList<Value>();
        switch (value) {
            case Value.TextSet set -> set.values().forEach(v -> elements.add(new Value.Text(v)));
            case Value.NumSet set -> set.values().forEach(v -> elements.add(new Value.Num(v)));
            case Value.BinarySet set -> set.values().forEach(v -> elements.add(new Value.Binary(v)));
            default -> {}
        }
        return encode(elements, true);
    }

    private Cell encode(List<Value> values, boolean exact) {
        var out = new StringBuilder("{");
        for (var value : values) {
            if (!value.kind().equals(element.kind)) {
                return Cell.Refused.unfit("holds " + value.kind() + ", not only " + element.kind);
            }
            if (out.length() > 1) {
                out.append(',');
            }
            switch (value) {
                case Value.Text text -> {
                    var unwritable = UnwritableText.in(text.value());
                    if (unwritable != null) {
                        return new Cell.Refused(Code.M023, unwritable);
                    }
                    ArrayText.append(out, text.value());
                }
                case Value.Num number -> out.append(NumberText.of(number.value()));
                case Value.Binary binary ->
                    ArrayText.append(out, "\\x" + binary.value().hex());
                default -> {}
            }
        }
        return new Cell.Of(out.append('}').toString(), exact);
    }

    @Override
    public Value decode(String cell) {
        var elements = ArrayText.read(cell);
        return switch (element) {
            case TEXT -> Value.TextSet.of(elements);
            case NUMERIC -> {
                var numbers = new ArrayList<BigDecimal>(elements.size());
                elements.forEach(
                        number -> numbers.add(NumericType.number(number).value()));
                yield Value.NumSet.of(numbers);
            }
            case BYTEA -> {
                var bytes = new ArrayList<Bytes>(elements.size());
                elements.forEach(hex -> bytes.add(ByteaType.bytes(hex)));
                yield Value.BinarySet.of(bytes);
            }
        };
    }

    @Override
    public String inexact() {
        return "a list";
    }

    private static String strippedNumbers(String printed) {
        if (printed.indexOf('.') < 0) {
            return printed;
        }
        var numbers = new ArrayList<String>();
        for (var number : printed.substring(1, printed.length() - 1).split(",")) {
            numbers.add(NumberText.stripped(number));
        }
        return "{" + String.join(",", numbers) + "}";
    }
}
