# rules: D4.1
check
-Werror=unused-variable
tests/cli/programs/modules/unused.cpi
