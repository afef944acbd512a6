# rules: L7.14, D5
check
tests/cli/programs/modules/habits/allow.cpi
