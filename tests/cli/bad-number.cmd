check
--ctfe-steps
many
examples/hello.cpi
