/// Relocatable object files: sections, symbols and relocations, without any knowledge of what the bytes mean.
@NullMarked
package cpi.elf;

import org.jspecify.annotations.NullMarked;
