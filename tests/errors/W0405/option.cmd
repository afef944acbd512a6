# rules: D4.1
check
-Wno-unsued-variable
examples/hello.cpi
