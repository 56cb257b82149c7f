local function numbers(limit)
  return coroutine.wrap(function()
    for n = 0, limit - 1 do coroutine.yield(n) end
  end)
end

local function keep(source, divisor)
  return coroutine.wrap(function()
    for value in source do
      if value % divisor ~= 0 then coroutine.yield(value) end
    end
  end)
end

-- As `yield from`: one coroutine a node, each handing on what its children yield.
local function tree(depth, label)
  return coroutine.wrap(function()
    if depth > 0 then
      for below in tree(depth - 1, 2 * label) do coroutine.yield(below) end
      coroutine.yield(label)
      for below in tree(depth - 1, 2 * label + 1) do coroutine.yield(below) end
    end
  end)
end

local function average()
  local total, count, answer = 0, 0, 0
  while true do
    local value = coroutine.yield(answer)
    total = total + value
    count = count + 1
    answer = total // count
  end
end

local limit = math.tointeger(tonumber(arg[1])) or 8400000
local checksum = 0
for value in keep(keep(numbers(limit), 3), 5) do checksum = checksum + (value & 7) end
local visited = 0
for _ = 1, limit // 4000 do
  for label in tree(8, 1) do visited = visited + label end
end
local running = coroutine.wrap(average)
running()
local last = 0
for i = 0, limit // 2 - 1 do last = running(i) end
print("(" .. checksum .. ", " .. visited .. ", " .. last .. ")")
