# rules: M10.4, M12
check
-Wno-all
--explain-links
tests/cli/modules/links.cpi
