# rules: D4.1
check
-Werror
tests/cli/programs/modules/unused.cpi
