# rules: M14
fmt
examples/hello.cpi
