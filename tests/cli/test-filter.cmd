# rules: C15.2
test
--filter
half
tests/cli/programs/modules/tests.cpi
