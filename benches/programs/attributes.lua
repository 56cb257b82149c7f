local Body = {}
Body.__index = Body

function Body.new(class, position, speed)
  return setmetatable({ position = position, speed = speed, steps = 0 }, class)
end

function Body:push(amount)
  self.speed = self.speed + amount
end

function Body:advance()
  self.position = self.position + self.speed
  self.steps = self.steps + 1
  if self.position > 1000 then self:bounce() end
end

function Body:bounce()
  self.position = self.position - 1000
  self.speed = 1
end

local Counter = setmetatable({}, { __index = Body })
Counter.__index = Counter

function Counter:bounce()
  self.position = 0
  self.speed = self.speed - (self.steps & 3)
end

local body = Body.new(Body, 3, 2)
local counter = Body.new(Counter, 5, 1)
for i = 0, (math.tointeger(tonumber(arg[1])) or 3400000) - 1 do
  body:push(1)
  body:advance()
  counter:push(i & 1)
  counter:advance()
end
print(body.position)
print(body.speed)
print(body.steps)
print(counter.position)
print(counter.speed)
