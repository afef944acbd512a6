# rules: C15.1, C15.2, C15.3, L12.10
test
tests/cli/programs/modules/tests.cpi
