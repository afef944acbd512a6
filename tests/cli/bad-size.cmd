# rules: C14
check
--ctfe-memory
3T
examples/hello.cpi
