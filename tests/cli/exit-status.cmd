# rules: L12.2, D8
run
tests/cli/programs/modules/status.cpi
