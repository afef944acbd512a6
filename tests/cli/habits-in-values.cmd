# rules: D5, D2.2, L5.12
check
-Wno-all
tests/cli/programs/modules/habits/values.cpi
