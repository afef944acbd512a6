# rules: D4.1
run
-Wno-unused-variable
tests/cli/programs/modules/unused.cpi
