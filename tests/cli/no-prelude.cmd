# rules: M11
check
--no-prelude
tests/cli/programs/modules/prelude.cpi
