# rules: T11.2
run
--schedule-seed
7
--schedule-quantum
3
tests/cli/programs/modules/race.cpi
