package dev.tailrace.mappers.plugin;

import java.util.Map;

/** The values of a plugin's options. Immutable; prints none of them. */
public final class Options {
    private final Map<String, String> values;

    /** @param values by name, all of their types */
    public Options(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException if the plugin declares no such option */
    public String text(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Cannot read the option " + name + ": the plugin does not declare it.");
        }
        return value;
    }

    /** @throws IllegalArgumentException if the plugin declares no such option, or not as a whole number */
    public long integer(String name) {
        return Long.parseLong(text(name));
    }

    /** @throws IllegalArgumentException if the plugin declares no such option */
    public boolean flag(String name) {
        return text(name).equals("true");
    }

    @Override
    public String toString() {
        return "Options" + values.keySet();
    }
}
