package dev.tailrace.worker.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exception in brief, behind its message: class and first line of what lies at its bottom. The whole of it with
 * {@code TAILRACE_LOG_LEVEL=DEBUG}, and where Tailrace itself logs an error: that is a bug, and asks to be reported.
 */
public final class Brief extends ThrowableHandlingConverter {
    private static final String OURS = "dev.tailrace.";

    @Override
    public String convert(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        if (thrown == null) {
            return "";
        }
        var bug = event.getLevel().equals(Level.ERROR) && event.getLoggerName().startsWith(OURS);
        return bug || isDebugged()
                ? "\n" + ThrowableProxyUtil.asString(thrown).stripTrailing()
                : " (" + words(thrown) + ")";
    }

    private static boolean isDebugged() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getLogger(Logger.ROOT_LOGGER_NAME).isDebugEnabled();
    }

    private static String words(IThrowableProxy thrown) {
        var bottom = thrown;
        while (bottom.getCause() != null && bottom.getCause() != bottom) {
            bottom = bottom.getCause();
        }
        var name = bottom.getClassName();
        var message = bottom.getMessage() == null
                ? ""
                : bottom.getMessage().lines().findFirst().orElse("");
        return name.substring(name.lastIndexOf('.') + 1) + (message.isEmpty() ? "" : ": " + message);
    }
}
