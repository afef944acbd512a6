# rules: M14, D8
build
--target
pdp11
examples/hello.cpi
