-- The names of custom fields that contacts hold, with one contact of each and how many there are.
-- KEYS  1 terms ZSET
-- ARGV  1 what names begin with, "field:"  2 names looked at, at most
-- Returns {name, contacts that hold it, one of them, name...}, by name
-- Cost  proportional to the names, however many contacts hold each.
local begin, most = ARGV[1], tonumber(ARGV[2])
local found, from = {}, '[' .. begin
for _ = 1, most do
  local next = redis.call('ZRANGEBYLEX', KEYS[1], from, '[' .. begin .. '\255', 'LIMIT', 0, 1)[1]
  if not next then
    break
  end
  local name = string.match(next, '^[^%z]*')
  local held = name .. '\0\0'
  local contact = redis.call('ZRANGEBYLEX', KEYS[1], '[' .. held, '[' .. held .. '\255', 'LIMIT', 0, 1)[1]
  if contact then
    found[#found + 1] = name
    found[#found + 1] = redis.call('ZLEXCOUNT', KEYS[1], '[' .. held, '[' .. held .. '\255')
    found[#found + 1] = string.sub(contact, #held + 1)
  end
  from = '[' .. name .. '\1'
end
return found
