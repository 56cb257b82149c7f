local function escape_time(cr, ci, limit)
  local zr, zi = 0.0, 0.0
  for step = 0, limit - 1 do
    local rr, ii = zr * zr, zi * zi
    if rr + ii > 4.0 then return step end
    zi = 2.0 * zr * zi + ci
    zr = rr - ii + cr
  end
  return limit
end

local function grid(size, limit)
  local total, inside = 0, 0
  for row = 0, size - 1 do
    local ci = 2.4 * row / size - 1.2
    for column = 0, size - 1 do
      local steps = escape_time(3.0 * column / size - 2.1, ci, limit)
      total = total + steps
      if steps == limit then inside = inside + 1 end
    end
  end
  return total, inside
end

local total, inside = grid(math.tointeger(tonumber(arg[1])) or 430, 400)
print(total .. " " .. inside)
