# rules: M14
run
--help
