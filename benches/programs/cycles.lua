local Node = {}
Node.__index = Node

local function node(value)
  local self = setmetatable({ value = value }, Node)
  self.before, self.after = self, self
  return self
end

function Node:insert(other)
  other.before = self
  other.after = self.after
  self.after.before = other
  self.after = other
end

local Branch = {}
Branch.__index = Branch

local function branch(parent, depth)
  local self = setmetatable({ parent = parent, children = {} }, Branch)
  if depth > 0 then
    for i = 1, 2 do self.children[i] = branch(self, depth - 1) end
  end
  return self
end

function Branch:weigh()
  local total = 1
  for _, child in ipairs(self.children) do total = total + child:weigh() end
  return total
end

local function ring(size, value)
  local head = node(value)
  for i = 0, size - 1 do head:insert(node(i)) end
  return head
end

local alive = {}
for i = 0, 4999 do alive[#alive + 1] = ring(4, i) end
local total = 0
for i = 0, (math.tointeger(tonumber(arg[1])) or 400000) - 1 do
  total = total + ring(8, i).before.value
  if i % 16 == 0 then total = total + branch(nil, 4):weigh() end
end
for _, head in ipairs(alive) do total = total + head.after.value end
print(total)
