package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;

/** A column type that a target key can have: the exact values of one of the source's key types come back from it. */
public sealed interface KeyType extends CellType
        permits ByteaType,
                DateType,
                EnumType,
                EscapedTextType,
                IntegerType,
                NumericType,
                TextType,
                TimestampType,
                TimestamptzType,
                Utf8BytesType,
                UuidType {
    /** The kind of the values that come back. */
    KeySchema.KeyType source();
}
