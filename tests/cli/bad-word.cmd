check
--error-format=xml
examples/hello.cpi
