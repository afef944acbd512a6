/// Prepares the classes of cpi for a quick start of Java. Used while cpi is built, by the launcher.
@NullMarked
package cpi.startup;

import org.jspecify.annotations.NullMarked;
