# rules: C15.2
test
tests/cli/programs/modules/imports-tests.cpi
