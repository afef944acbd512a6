local n = 500
local function make(seed)
  local m = {}
  for i = 0, n - 1 do local row = {}; for j = 0, n - 1 do row[j] = seed * (i - j) * (i + j) end; m[i] = row end
  return m
end
local a, b, c = make(1.0 / 90000.0), make(2.0 / 90000.0), make(0.0)
for i = 0, n - 1 do
  local ai, ci = a[i], c[i]
  for j = 0, n - 1 do
    local sum = 0.0
    for k = 0, n - 1 do sum = sum + ai[k] * b[k][j] end
    ci[j] = sum
  end
end
print(string.format("%.17g", c[150][150]))
