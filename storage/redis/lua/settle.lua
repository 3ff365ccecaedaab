-- The end of a job that is ours: done, postponed or buried.
-- KEYS  1 job HASH  2 lane LIST  3 ready ZSET  4 waiting ZSET  5 dead ZSET
-- ARGV  1 job digest  2 lane digest  3 attempt (our token)  4 "done" | "postpone" | "bury"  5 now (ms)
--       6 until (ms)  7 error  8 failures to add
-- Returns 1, or 0 when the lease had passed to another
-- Cost  logarithmic in what waits.
if redis.call('HGET', KEYS[1], 'attempt') ~= ARGV[3] or redis.call('LINDEX', KEYS[2], 0) ~= ARGV[1] then
  return 0
end
if ARGV[4] == 'postpone' then
  redis.call('HSET', KEYS[1], 'error', ARGV[7], 'ended', ARGV[3])
  redis.call('HINCRBY', KEYS[1], 'failures', ARGV[8])
  redis.call('ZADD', KEYS[3], ARGV[6], ARGV[2])
  return 1
end
redis.call('LPOP', KEYS[2])
redis.call('ZREM', KEYS[4], ARGV[1])
if ARGV[4] == 'bury' then
  redis.call('HSET', KEYS[1], 'error', ARGV[7])
  redis.call('HDEL', KEYS[1], 'ended')
  redis.call('ZADD', KEYS[5], ARGV[5], ARGV[1])
else
  redis.call('DEL', KEYS[1])
end
local following = redis.call('LINDEX', KEYS[2], 0)
if following then
  local due = redis.call('HGET', string.sub(KEYS[1], 1, -#ARGV[1] - 1) .. following, 'due')
  redis.call('ZADD', KEYS[3], math.max(tonumber(ARGV[5]), tonumber(due or 0)), ARGV[2])
else
  redis.call('ZREM', KEYS[3], ARGV[2])
end
return 1
