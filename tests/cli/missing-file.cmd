# rules: M14
run
