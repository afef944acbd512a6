# rules: D3
check
tests/cli/trace-of-types.cpi
