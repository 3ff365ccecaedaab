-- How many there are of some things.
-- KEYS  sorted sets and hashes
-- ARGV  none
-- Returns {how many of each}
-- Cost  constant for each key.
local sizes = {}
for _, key in ipairs(KEYS) do
  local kind = redis.call('TYPE', key)['ok']
  if kind == 'zset' then
    sizes[#sizes + 1] = redis.call('ZCARD', key)
  elseif kind == 'hash' then
    sizes[#sizes + 1] = redis.call('HLEN', key)
  else
    sizes[#sizes + 1] = 0
  end
end
return sizes
