local function sieve(limit)
  local composite = {}
  for i = 1, limit do composite[i] = false end
  local count, n = 0, 2
  while n <= limit do
    if not composite[n] then
      count = count + 1
      local multiple = n * n
      while multiple <= limit do
        composite[multiple] = true
        multiple = multiple + n
      end
    end
    n = n + 1
  end
  return count
end

local function prefix_sums(size)
  local sums = {}
  for i = 0, size - 1 do sums[i] = 0 end
  for i = 1, size - 1 do
    sums[i] = sums[i - 1] + i % 7
  end
  local step = size // 1000 + 1
  local total, i = 0, 0
  while i < size do
    total = total + sums[i]
    i = i + step
  end
  return total
end

local limit = math.tointeger(tonumber(arg[1])) or 6600000
print(sieve(limit) .. " " .. prefix_sums(limit // 2))
