# rules: D1.6
check
--color=always
tests/cli/programs/modules/mistakes.cpi
