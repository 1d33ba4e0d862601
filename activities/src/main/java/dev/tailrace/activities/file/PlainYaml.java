package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactoryBuilder;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.Reader;
import org.yaml.snakeyaml.events.ScalarEvent;

/** YAML whose parsers tell plain words from quoted ones, and leave it to {@link CoreSchema} what a plain word means. Thread-safe. */
final class PlainYaml extends YAMLFactory {
    private static final long serialVersionUID = 1;

    PlainYaml(YAMLFactoryBuilder builder) {
        super(builder);
    }

    @Override
    protected YAMLParser _createParser(Reader reader, IOContext context) {
        return new Parser(context, reader, this);
    }

    /** For one document, one thread. */
    static final class Parser extends YAMLParser {
        private Parser(IOContext context, Reader reader, PlainYaml factory) {
            super(
                    context,
                    factory._parserFeatures,
                    factory._yamlParserFeatures,
                    factory._loaderOptions,
                    factory._objectCodec,
                    reader);
        }

        /** Whether the current value is a word without quotes: not one in quotes, not a block, and not of a tag that says it is text. */
        boolean isPlain() {
            return _lastEvent instanceof ScalarEvent scalar && scalar.isPlain() && !isText(scalar.getTag());
        }

        private static boolean isText(@org.jspecify.annotations.Nullable String tag) {
            return tag != null && (tag.equals("!") || tag.equals("tag:yaml.org,2002:str"));
        }
    }
}
