# rules: D4.1
run
-Wno-all
tests/cli/programs/modules/unused.cpi
