-- A job taken out of its lane for good, wherever in it, or out of the dead letters.
-- KEYS  1 job HASH  2 lane LIST  3 ready ZSET  4 waiting ZSET  5 dead ZSET
-- ARGV  1 job digest  2 lane digest
-- Returns 1, or 0 when there is no such job
-- Cost  proportional to what waits in its lane.
if redis.call('DEL', KEYS[1]) == 0 then
  return 0
end
redis.call('LREM', KEYS[2], 0, ARGV[1])
redis.call('ZREM', KEYS[4], ARGV[1])
redis.call('ZREM', KEYS[5], ARGV[1])
if redis.call('LLEN', KEYS[2]) == 0 then
  redis.call('ZREM', KEYS[3], ARGV[2])
end
return 1
