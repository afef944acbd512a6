local bodies = {}
for i = 0, 4 do
  bodies[i + 1] = {x = i * 3.5, y = i * 1.25 - 2.0, z = i * 0.5, vx = 0.1 * i, vy = 0.3 - 0.05 * i, vz = 0.01 * i,
    mass = 39.0 / (1.0 + i * i * i * i)}
end
local sqrt = math.sqrt
local function advance(dt)
  for i = 1, 5 do
    local b = bodies[i]
    for j = i + 1, 5 do
      local c = bodies[j]
      local dx, dy, dz = b.x - c.x, b.y - c.y, b.z - c.z
      local d2 = dx * dx + dy * dy + dz * dz
      local mag = dt / (d2 * sqrt(d2))
      b.vx = b.vx - dx * c.mass * mag; b.vy = b.vy - dy * c.mass * mag; b.vz = b.vz - dz * c.mass * mag
      c.vx = c.vx + dx * b.mass * mag; c.vy = c.vy + dy * b.mass * mag; c.vz = c.vz + dz * b.mass * mag
    end
  end
  for i = 1, 5 do local b = bodies[i]; b.x = b.x + dt * b.vx; b.y = b.y + dt * b.vy; b.z = b.z + dt * b.vz end
end
for n = 1, 2000000 do advance(0.001) end
local e = 0.0
for i = 1, 5 do
  local b = bodies[i]
  e = e + 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz)
  for j = i + 1, 5 do
    local c = bodies[j]
    local dx, dy, dz = b.x - c.x, b.y - c.y, b.z - c.z
    e = e - b.mass * c.mass / sqrt(dx * dx + dy * dy + dz * dz)
  end
end
print(string.format("%.17g", e))
