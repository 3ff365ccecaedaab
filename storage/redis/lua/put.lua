-- A job into its lane, unless one of its id was taken in before; one that settles, unless another of its lane,
-- not begun yet, carries the same.
-- KEYS  1 job HASH  2 seen mark  3 lane LIST  4 ready ZSET  5 waiting ZSET  6 dead ZSET
-- ARGV  1 job digest  2 lane digest  3 id  4 lane  5 payload  6 now (ms)  7 seen seconds  8 high-water mark
--       9 how long it waits for what else changes (ms), 0 for a job that does not settle  10 its trace, or ""
-- Returns 1 taken in, 0 seen before or carried by another, -1 full
-- Cost  logarithmic in what waits; for one that settles, proportional to what waits in its lane.
if redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('EXPIRE', KEYS[2], ARGV[7]) -- a write: whoever waits for a replica waits for what came before it
  return 0
end
local settles = ARGV[9] ~= '0'
if settles then
  local jobs = string.sub(KEYS[1], 1, -#ARGV[1] - 1)
  for _, other in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
    local waits = redis.call('HMGET', jobs .. other, 'attempt', 'payload')
    if waits[1] == '0' and waits[2] == ARGV[5] then
      redis.call('HSET', jobs .. other, 'attempt', '0') -- a write, for the same reason
      return 0
    end
  end
end
if redis.call('ZCARD', KEYS[5]) >= tonumber(ARGV[8]) then
  return -1
end
redis.call('SET', KEYS[2], '1', 'EX', ARGV[7])
redis.call('HSET', KEYS[1], 'id', ARGV[3], 'lane', ARGV[4], 'payload', ARGV[5], 'attempt', '0',
  'failures', '0', 'put_at', ARGV[6], 'error', '')
local due = ARGV[6] + ARGV[9]
if settles then
  redis.call('HSET', KEYS[1], 'due', due)
end
if ARGV[10] ~= '' then
  redis.call('HSET', KEYS[1], 'trace', ARGV[10])
end
redis.call('RPUSH', KEYS[3], ARGV[1])
redis.call('ZADD', KEYS[4], 'NX', due, ARGV[2])
redis.call('ZADD', KEYS[5], ARGV[6], ARGV[1])
redis.call('ZREM', KEYS[6], ARGV[1])
return 1
