# rules: D5, D2.1, D2.2, L2.1
check
-Wno-all
tests/cli/programs/modules/habits/syntax.cpi
