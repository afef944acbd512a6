# rules: M14, T11.2
run
--native
--schedule-seed=3
examples/hello.cpi
