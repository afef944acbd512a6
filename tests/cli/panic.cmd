# rules: D7.1, L12.3
run
tests/cli/programs/modules/panic.cpi
