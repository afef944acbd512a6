# rules: M1.2
run
tests/errors/E0804
