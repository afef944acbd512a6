# rules: C15.2
test
--all
tests/cli/programs/modules/imports-tests.cpi
