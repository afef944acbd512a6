# rules: M1.2, D8
check
tests/errors/E0804/missing.cpi
