# rules: D2.1, D2.2, D2.4
check
tests/cli/programs/modules/mistakes.cpi
