/// Problems as data: [cpi.diag.Problem] with its [cpi.diag.Code]; [cpi.diag.Problems] collects them, [cpi.diag.Report] sorts and
/// filters, and the renderers print. Mistakes of users are problems; a defect of cpi is a [cpi.diag.Bug].
@NullMarked
package cpi.diag;

import org.jspecify.annotations.NullMarked;
