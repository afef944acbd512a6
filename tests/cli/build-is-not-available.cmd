# rules: M14
build
examples/hello.cpi
