# rules: D2.1, D2.2, D5
check
tests/cli/programs/modules/habits/odin.cpi
