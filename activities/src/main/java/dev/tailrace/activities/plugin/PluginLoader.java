package dev.tailrace.activities.plugin;

import java.net.URL;
import java.net.URLClassLoader;

/** Loads a plugin's jar. Of Tailrace it sees the packages of the mapper API, of everything else only the JDK. */
final class PluginLoader extends URLClassLoader {
    private static final String API = "dev.tailrace.mappers.";

    PluginLoader(URL jar) {
        super("plugin", new URL[] {jar}, new ApiOnly(PluginLoader.class.getClassLoader()));
    }

    /** The API's classes come from the application's loader, so that there is one of each. */
    private static final class ApiOnly extends ClassLoader {
        private final ClassLoader application;

        ApiOnly(ClassLoader application) {
            super(ClassLoader.getPlatformClassLoader());
            this.application = application;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(API)) {
                return application.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
