local function histogram(rounds, words)
  local counts = {}
  for i = 0, rounds - 1 do
    local word = words[(i * i + 3 * i) % 97]
    if counts[word] ~= nil then
      counts[word] = counts[word] + 1
    else
      counts[word] = 1
    end
  end
  return counts
end

local function window(rounds, width)
  local live, size, dropped = {}, 0, 0
  for i = 0, rounds - 1 do
    live[i * 7] = i
    size = size + 1
    local old = (i - width) * 7
    if live[old] ~= nil then
      dropped = dropped + live[old]
      live[old] = nil
      size = size - 1
    end
    dropped = dropped + ((live[i] or 0) & 1)
  end
  return size, dropped
end

local function merge(rounds)
  local base = { left = 1, right = 2, depth = 3 }
  local total = 0
  for i = 0, rounds - 1 do
    local node = { name = i, depth = i & 7 }
    for key, value in pairs(base) do node[key] = value end
    for key, value in pairs(node) do
      if key ~= "name" then total = total + value end
    end
    total = total + node.left
    node.left = nil
  end
  return total
end

local rounds = math.tointeger(tonumber(arg[1])) or 2000000
local words = {}
for i = 0, 96 do words[i] = "word" .. i end
local counts = histogram(rounds, words)
local size, most = 0, 0
for _, n in pairs(counts) do
  size = size + 1
  most = math.max(most, n)
end
print(size .. " " .. most .. " " .. counts.word0)
local live, dropped = window(rounds, 1000)
print("(" .. live .. ", " .. dropped .. ") " .. merge(rounds))
