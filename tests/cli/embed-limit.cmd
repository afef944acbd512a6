# rules: C13, C14
check
--ctfe-memory=10
tests/cli/embed-limit.cpi
