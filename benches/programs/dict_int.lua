local function longest_chain(limit)
  local lengths, size = { [1] = 1 }, 1
  local best, best_start = 1, 1
  for start = 2, limit - 1 do
    local n, steps = start, 0
    while lengths[n] == nil do
      if n % 2 == 0 then n = n // 2 else n = 3 * n + 1 end
      steps = steps + 1
    end
    local length = lengths[n] + steps
    if lengths[start] == nil then size = size + 1 end
    lengths[start] = length
    if length > best then best, best_start = length, start end
  end
  return best_start, best, size
end

local start, best, size = longest_chain(math.tointeger(tonumber(arg[1])) or 760000)
print(start .. " " .. best .. " " .. size)
