local n, inside = 1200, 0
for py = 0, n - 1 do
  for px = 0, n - 1 do
    local cr, ci, zr, zi, k = 2.0 * px / n - 1.5, 2.0 * py / n - 1.0, 0.0, 0.0, 0
    while k < 100 do
      local t = zr * zr - zi * zi + cr
      zi = 2.0 * zr * zi + ci
      zr = t
      if zr * zr + zi * zi > 4.0 then break end
      k = k + 1
    end
    if k == 100 then inside = inside + 1 end
  end
end
print(inside)
