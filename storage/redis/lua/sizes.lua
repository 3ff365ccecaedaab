-- How many members some parts of indexes have.
-- KEYS  the indexes, ZSETs, one for each part
-- ARGV  for each part: what its members begin with, or "" ; the least number; the most number ("" for a part
--       whose members are names)
-- Returns {how many of each}
-- Cost  logarithmic for each part.
local sizes = {}
for i, key in ipairs(KEYS) do
  local start, least, most = ARGV[3 * i - 2], ARGV[3 * i - 1], ARGV[3 * i]
  if most ~= '' then
    sizes[i] = redis.call('ZCOUNT', key, least, most)
  elseif start == '' then
    sizes[i] = redis.call('ZCARD', key)
  else
    sizes[i] = redis.call('ZLEXCOUNT', key, '[' .. start, '[' .. start .. '\255')
  end
end
return sizes
