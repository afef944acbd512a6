# rules: T13, M14
run
--thread-stack=2G
examples/hello.cpi
