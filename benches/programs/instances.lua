local Vector = {}
Vector.__index = Vector

local function vector(x, y, z)
  return setmetatable({ x = x, y = y, z = z }, Vector)
end

function Vector:plus(other)
  return vector(self.x + other.x, self.y + other.y, self.z + other.z)
end

local total = vector(0, 0, 0)
for i = 0, (math.tointeger(tonumber(arg[1])) or 4500000) - 1 do
  total = total:plus(vector(i, 1, i & 7))
end
print(total.x .. " " .. total.y .. " " .. total.z)
