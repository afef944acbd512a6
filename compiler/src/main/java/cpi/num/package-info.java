/// The arithmetic of the language and the digits of floats, written once for the checker and the machine (L5.4, S8).
@NullMarked
package cpi.num;

import org.jspecify.annotations.NullMarked;
