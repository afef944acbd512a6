/// What names stand for (L6.1), where code is checked, and what is known of it so far: the data of the checker.
///
/// To read in this order: [cpi.sema.entity.Entity] and its kinds (`…Entity`, [cpi.sema.entity.FnInstance]);
/// [cpi.sema.entity.Operand], what an expression denotes; [cpi.sema.entity.Scope] and [cpi.sema.entity.Env];
/// [cpi.sema.entity.BodyState]; compile-time parameters and arguments ([cpi.sema.entity.CtParam], [cpi.sema.entity.CtArg],
/// [cpi.sema.entity.Binding]).
///
/// Entities find nothing themselves. What is found when it is first needed is an [cpi.sema.entity.OnDemand], or asked of the
/// [cpi.sema.entity.Finder], which is the checker.
@NullMarked
package cpi.sema.entity;

import org.jspecify.annotations.NullMarked;
