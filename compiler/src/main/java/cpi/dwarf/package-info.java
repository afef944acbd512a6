/// Debug information in the form of DWARF, version 4, for back ends that make machine code themselves: [cpi.dwarf.DwarfUnit] is
/// told while the code is made where it comes from and where variables live.
@NullMarked
package cpi.dwarf;

import org.jspecify.annotations.NullMarked;
