/// What back ends share: which parts of a program are needed ([cpi.codegen.Reachable]), what they use, and how C passes values.
@NullMarked
package cpi.codegen;

import org.jspecify.annotations.NullMarked;
